package dev.jpm.fetcher;

import dev.jpm.config.Registries.Registry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a registry.
 *
 * @param registry whose documents led to {@code url}: its credentials serve there too, on the same
 *     host
 * @param headers beyond those of every request
 * @param subject the package or thing that is wanted, for messages
 * @param kind what the answer will be
 * @param body JSON that is sent along; null for a GET
 */
record HttpCall(
    URI url,
    Registry registry,
    Map<String, String> headers,
    String subject,
    Kind kind,
    @Nullable Body body) {
  /**
   * What is sent along.
   *
   * @param posted whether it is a question (POST, gzipped as npm does) and not a document to keep
   *     (PUT)
   */
  record Body(String json, boolean posted) {}

  /** Documents say what is to be done next; tarballs are large and nobody waits for any one. */
  enum Kind {
    DOCUMENT,
    TARBALL
  }

  HttpCall {
    headers = Map.copyOf(headers);
  }

  /** A GET. */
  static HttpCall get(
      URI url, Registry registry, Map<String, String> headers, String subject, Kind kind) {
    return new HttpCall(url, registry, headers, subject, kind, null);
  }

  String method() {
    if (body == null) {
      return "GET";
    }
    return body.posted() ? "POST" : "PUT";
  }

  HttpCall withHeader(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(url, registry, more, subject, kind, body);
  }
}
