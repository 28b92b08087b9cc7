package dev.jpm.fetcher;

import dev.jpm.config.Registries.Registry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request for something.
 *
 * @param registry whose documents led to {@code url}: its credentials serve there too, on the same
 *     host
 * @param headers beyond those of every request
 * @param subject the package or thing that is wanted, for messages
 * @param kind what the answer will be
 */
record HttpGet(URI url, Registry registry, Map<String, String> headers, String subject, Kind kind) {
  /** Documents say what is to be done next; tarballs are large and nobody waits for any one. */
  enum Kind {
    DOCUMENT,
    TARBALL
  }

  HttpGet {
    headers = Map.copyOf(headers);
  }

  HttpGet withHeader(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpGet(url, registry, more, subject, kind);
  }
}
