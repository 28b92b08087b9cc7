package dev.jpm.config;

import dev.jpm.config.OptionValue.Nothing;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Who we are to a host, found as npm does: from the whole path of a URL up to the bare host, the
 * first key that has {@code _authToken}, {@code _auth}, {@code username} with {@code _password}, or
 * a client certificate. A URL that has none may use those of the registry that led to it, on the
 * same host only.
 */
public final class Credentials {
  private static final List<String> KINDS = List.of("_authToken", "_auth", "username", "certfile");

  private final Settings settings;

  public Credentials(Settings settings) {
    this.settings = settings;
  }

  /**
   * What to send to one URL. {@code authorization} is the whole header value, {@code key} names the
   * setting that gave it ({@code //host/path/:_authToken}) for messages, {@code origin} where that
   * was set.
   */
  public record Login(
      Optional<Secret> authorization,
      Optional<ClientCertificate> certificate,
      Optional<String> key,
      Optional<Origin> origin) {
    /** Nothing is known about the host. */
    public static final Login ANONYMOUS =
        new Login(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Files (PEM) of a certificate and its key. */
  public record ClientCertificate(Path certfile, Path keyfile) {}

  /** What the keys of a registry's credentials begin with: {@code //host/path/}. */
  public static String keyOf(URI registry) {
    return UrlKey.folder(registry);
  }

  /** What to send to {@code url}, which the packuments of {@code registry} led to. */
  public Login of(URI url, URI registry) {
    Optional<Login> own = at(url);
    if (own.isPresent()) {
      return own.get();
    }
    boolean sameHost = UrlKey.authority(url).equals(UrlKey.authority(registry));
    return sameHost ? at(registry).orElse(Login.ANONYMOUS) : Login.ANONYMOUS;
  }

  /** The credentials that the keys of {@code url} itself give. */
  public Optional<Login> at(URI url) {
    for (String key : UrlKey.walk(url)) {
      for (String kind : KINDS) {
        if (isComplete(key, kind)) {
          return Optional.of(login(key, kind));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isComplete(String key, String kind) {
    boolean pair =
        switch (kind) {
          case "username" -> text(key, "_password").isPresent();
          case "certfile" -> text(key, "keyfile").isPresent();
          default -> true;
        };
    return pair && text(key, kind).isPresent();
  }

  private Login login(String key, String kind) {
    Optional<ClientCertificate> certificate =
        text(key, "certfile")
            .flatMap(cert ->
                text(key, "keyfile")
                    .map(file ->
                        new ClientCertificate(
                            settings.host().resolve(cert), settings.host().resolve(file))));
    String named = key + ":" + kind;
    return new Login(
        header(key).map(Secret::of),
        certificate,
        Optional.of(named),
        settings.find(named).map(Setting::origin));
  }

  private Optional<String> header(String key) {
    Optional<String> token = text(key, "_authToken");
    if (token.isPresent()) {
      return token.map(value -> "Bearer " + value);
    }
    Optional<String> basic = text(key, "_auth");
    if (basic.isPresent()) {
      return basic.map(value -> "Basic " + value);
    }
    return text(key, "username")
        .flatMap(user -> text(key, "_password").map(password -> "Basic " + basic(user, password)));
  }

  private static String basic(String user, String encodedPassword) {
    byte[] password = decoded(encodedPassword);
    byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[name.length + password.length];
    System.arraycopy(name, 0, both, 0, name.length);
    System.arraycopy(password, 0, both, name.length, password.length);
    return Base64.getEncoder().encodeToString(both);
  }

  /** The bytes of a Base64 text as Node.js decodes it: in either alphabet, whole or torn. */
  public static byte[] decoded(String base64) {
    String plain = base64.replace('-', '+').replace('_', '/').replaceAll("[^A-Za-z0-9+/]", "");
    return Base64.getDecoder()
        .decode(plain.length() % 4 == 1 ? plain.substring(0, plain.length() - 1) : plain);
  }

  private Optional<String> text(String key, String kind) {
    return settings
        .find(key + ":" + kind)
        .map(Setting::value)
        .filter(value -> value != Nothing.NOTHING)
        .map(value -> value.shown(""))
        .filter(value -> !value.isEmpty());
  }
}
