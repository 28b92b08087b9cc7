package dev.jpm.fetcher;

import dev.jpm.config.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * npm's {@code replace-registry-host}: which URLs of a lockfile mean "the configured registry".
 * With {@code npmjs}, the default, those of the public host do.
 *
 * @param rule {@code npmjs}, {@code always}, {@code never}, a host name, or a URL whose host and
 *     path must match
 * @param publicHost the host that {@code npmjs} stands for
 */
public record RegistryHost(String rule, String publicHost) {

  /** Where to fetch {@code resolved} from, with {@code registry} as the configured one. */
  public URI rebase(URI resolved, URI registry) {
    @Nullable URI matchUrl = matchUrl();
    String host =
        matchUrl != null ? Authority.host(matchUrl) : rule.equals("npmjs") ? publicHost : rule;
    String matchPath = matchUrl == null ? "" : withoutFinalSlash(path(matchUrl));
    String from = Authority.host(resolved);
    boolean hostFits = rule.equals("always") || host.equalsIgnoreCase(from);
    if (from.isEmpty() || !hostFits || !hasPrefix(path(resolved), matchPath)) {
      return resolved;
    }
    String registryPath = withoutFinalSlash(path(registry));
    String path = path(resolved);
    if (!matchPath.isEmpty()) {
      path = registryPath + path.substring(matchPath.length());
    } else if (!hasPrefix(path, registryPath)) {
      path = registryPath + path;
    }
    String query = resolved.getRawQuery() == null ? "" : "?" + resolved.getRawQuery();
    Authority to = Authority.of(registry).orElseThrow();
    return URI.create(registry.getScheme() + "://" + to + path + query);
  }

  private @Nullable URI matchUrl() {
    if (!rule.contains("://")) {
      return null;
    }
    try {
      URI url = new URI(rule);
      return Authority.host(url).isEmpty() ? null : url;
    } catch (URISyntaxException notAUrl) {
      return null;
    }
  }

  private static boolean hasPrefix(String path, String prefix) {
    return prefix.isEmpty() || path.equals(prefix) || path.startsWith(prefix + "/");
  }

  private static String path(URI url) {
    String path = url.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private static String withoutFinalSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
