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
 */
record HttpGet(URI url, Registry registry, Map<String, String> headers, String subject) {
  HttpGet {
    headers = Map.copyOf(headers);
  }

  HttpGet withHeader(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpGet(url, registry, more, subject);
  }
}
