package dev.jpm.config;

import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Which registry serves which package: {@code @scope:registry} where set, else {@code registry}.
 */
public final class Registries {
  private final Settings settings;

  public Registries(Settings settings) {
    this.settings = settings;
  }

  /**
   * A registry's base URL (http or https, ends with a slash), the key that names it and where that
   * was set, for error messages.
   */
  public record Registry(URI url, String key, Origin origin) {}

  /** The registry of packages without a scoped one. Throws ECONFIG where its URL is none. */
  public Registry standard() {
    Setting setting = settings.find("registry").orElseThrow();
    return registry(setting);
  }

  /** The registry that serves {@code name}. Throws ECONFIG where its URL is none. */
  public Registry of(PackageName name) {
    return name.scope().flatMap(this::ofScope).orElseGet(this::standard);
  }

  /** The registry of {@code scope} (with its {@code @}), where one is set. */
  public Optional<Registry> ofScope(String scope) {
    return settings
        .find(scope + ":registry")
        .filter(setting -> !setting.value().shown("").isEmpty())
        .map(Registries::registry);
  }

  private static Registry registry(Setting setting) {
    String text = setting.value().shown("");
    try {
      URI url = new URI(text.endsWith("/") ? text : text + "/");
      boolean http = "http".equalsIgnoreCase(url.getScheme());
      if ((http || "https".equalsIgnoreCase(url.getScheme())) && Authority.of(url).isPresent()) {
        return new Registry(url, setting.key(), setting.origin());
      }
    } catch (URISyntaxException notAUrl) {
      throw invalid(setting, text);
    }
    throw invalid(setting, text);
  }

  private static JpmException invalid(Setting setting, String text) {
    return JpmException.of(
            ErrorCode.ECONFIG, "The registry \"" + text + "\" is not an http or https URL")
        .withHint("Change " + setting.key() + " in " + setting.origin().told());
  }
}
