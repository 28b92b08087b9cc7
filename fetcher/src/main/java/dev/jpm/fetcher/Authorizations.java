package dev.jpm.fetcher;

import dev.jpm.config.Authority;
import dev.jpm.config.Credentials.Login;
import dev.jpm.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Which credentials go with a request, and how far they travel. */
final class Authorizations {
  private Authorizations() {}

  /** The header for {@code url}: the settings' one, else what stands in the URL itself. */
  static @Nullable String of(Login login, URI url) {
    String configured = login.authorization().map(Secret::reveal).orElse(null);
    String user = Authority.of(url).map(Authority::user).orElse(null);
    if (configured != null || user == null) {
      return configured;
    }
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Whether credentials for {@code from} may be shown to {@code to}: only on the same host and
   * port, and never from https to http. From http to https on one host they may, whatever the
   * ports.
   */
  static boolean mayFollow(URI from, URI to) {
    if (Authority.host(from).isEmpty() || !Authority.host(from).equals(Authority.host(to))) {
      return false;
    }
    boolean fromHttps = "https".equalsIgnoreCase(from.getScheme());
    boolean toHttps = "https".equalsIgnoreCase(to.getScheme());
    return fromHttps == toHttps ? port(from) == port(to) : toHttps;
  }

  static URI withoutUser(URI url) {
    String user = Authority.of(url).map(Authority::rawUser).orElse(null);
    if (user == null) {
      return url;
    }
    String text = url.toString();
    int start = text.indexOf("://") + 3;
    int end = start + user.length() + 1;
    try {
      return new URI(text.substring(0, start) + text.substring(end));
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static int port(URI url) {
    return Authority.of(url).orElseThrow().port(url.getScheme());
  }
}
