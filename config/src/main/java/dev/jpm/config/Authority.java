package dev.jpm.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * User, host and port of a URL. {@link URI} knows none of them where the host's name has an
 * underscore, as those of Docker Compose often do.
 *
 * @param rawUser what stands before the {@code @}, encoded as it is there; null where nothing does
 * @param port -1 where none is named
 */
public record Authority(@Nullable String rawUser, String host, int port) {
  private static final Pattern PARTS =
      Pattern.compile("(?:([^@]*)@)?([A-Za-z0-9._-]+)(?::([0-9]{0,5}))?");

  /** The one of {@code url}; empty where it has no host. */
  public static Optional<Authority> of(URI url) {
    if (url.getHost() != null) {
      return Optional.of(new Authority(url.getRawUserInfo(), url.getHost(), url.getPort()));
    }
    String raw = url.getRawAuthority();
    Matcher parts = PARTS.matcher(raw == null ? "" : raw);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String port = parts.group(3);
    int number = port == null || port.isEmpty() ? -1 : Integer.parseInt(port);
    return Optional.of(new Authority(parts.group(1), parts.group(2), number));
  }

  /** The host of {@code url} in lower case; empty where it has none. */
  public static String host(URI url) {
    return of(url).map(found -> found.host().toLowerCase(Locale.ROOT)).orElse("");
  }

  /** What stands before the {@code @}, decoded; null where nothing does. */
  public @Nullable String user() {
    // A plus sign is itself here, unlike in forms.
    return rawUser == null
        ? null
        : URLDecoder.decode(rawUser.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The port, or the usual one of a URL's {@code scheme}. */
  public int port(@Nullable String scheme) {
    return port >= 0 ? port : "https".equalsIgnoreCase(scheme) ? 443 : 80;
  }

  /** {@code host[:port]}. */
  @Override
  public String toString() {
    return port < 0 ? host : host + ":" + port;
  }
}
