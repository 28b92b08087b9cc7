package dev.jpm.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The part of a URL that keys of per-registry settings are made of: {@code //host[:port]/path}. */
final class UrlKey {
  private UrlKey() {}

  /** {@code //host[:port]/path} of an http(s) URL; a default port is left out. */
  static String of(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return "//" + authority(url) + path;
  }

  /** {@code host[:port]} in lower case, without user and without the scheme's own port. */
  static String authority(URI url) {
    String host = Authority.host(url);
    int port = Authority.of(url).map(Authority::port).orElse(-1);
    int own = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    return port < 0 || port == own ? host : host + ":" + port;
  }

  /** The keys to look at for {@code url}, longest first: with and without each trailing slash. */
  static List<String> walk(URI url) {
    List<String> keys = new ArrayList<>();
    String key = of(url);
    while (key.length() > 2) {
      keys.add(key);
      key =
          key.endsWith("/")
              ? key.substring(0, key.length() - 1)
              : key.substring(0, key.lastIndexOf('/') + 1);
    }
    return keys;
  }

  /** The key that npm would save credentials for {@code url} under: its folder. */
  static String folder(URI url) {
    String key = of(url);
    return key.substring(0, key.lastIndexOf('/') + 1);
  }
}
