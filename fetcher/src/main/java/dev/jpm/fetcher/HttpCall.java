package dev.jpm.fetcher;

import dev.jpm.config.Registries.Registry;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request to a registry.
 *
 * @param method as HTTP names it
 * @param registry whose documents led to {@code url}: its credentials serve there too, on the same
 *     host
 * @param headers beyond those of every request
 * @param subject the package or thing that is wanted, for messages
 * @param kind what the answer will be
 * @param body JSON that is sent along; null where nothing is
 */
record HttpCall(
    String method,
    URI url,
    Registry registry,
    Map<String, String> headers,
    String subject,
    Kind kind,
    @Nullable Body body) {
  /** What is sent along. */
  record Body(String json, Purpose purpose) {
    /** Written by us: a node's toString() loads all of Jackson's mapping to do so. */
    static Body of(JsonNode json, Purpose purpose) {
      return new Body(JsonWriter.write(json, JsonStyle.COMPACT), purpose);
    }
  }

  /** Why something is sent along. */
  enum Purpose {
    /** Something is to change: it is sent once. */
    CHANGE,

    /** A question; gzipped as npm does, as not every server unpacks. */
    QUESTION,

    /** For a service that is no registry: nobody's credentials go there. */
    SERVICE
  }

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
    return new HttpCall("GET", url, registry, headers, subject, kind, null);
  }

  /** Whether it carries what another host must not get to know. */
  boolean isSecret() {
    return !isFor(Purpose.QUESTION)
        && (!method.equals("GET")
            || headers.containsKey("npm-otp")
            || headers.containsKey("authorization"));
  }

  boolean isFor(Purpose purpose) {
    return body != null && body.purpose() == purpose;
  }

  /** What a redirect to another place asks there: npm's clients only look, as browsers do. */
  HttpCall seenElsewhere() {
    return new HttpCall("GET", url, registry, headers, subject, kind, null);
  }

  HttpCall withHeader(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(method, url, registry, more, subject, kind, body);
  }
}
