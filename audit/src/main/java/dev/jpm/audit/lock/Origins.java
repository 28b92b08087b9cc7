package dev.jpm.audit.lock;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where packages may come from.
 *
 * @param hosts in small letters; those of registries, and what else is allowed
 * @param plain those of {@code hosts} that are configured without TLS
 * @param scopes the host of each scope that has a registry of its own
 */
public record Origins(Set<String> hosts, Set<String> plain, Map<String, String> scopes) {
  public Origins {
    hosts = Set.copyOf(hosts);
    plain = Set.copyOf(plain);
    scopes = Map.copyOf(scopes);
  }

  /**
   * Registries by scope, without their scope the standard one, and further hosts.
   *
   * @param registries URLs by scope; {@code ""} is the standard one
   */
  public static Origins of(Map<String, URI> registries, List<String> others) {
    Set<String> hosts = new LinkedHashSet<>();
    Set<String> plain = new LinkedHashSet<>();
    Map<String, String> scopes = new LinkedHashMap<>();
    registries.forEach((scope, url) -> {
      String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
      hosts.add(host);
      if ("http".equalsIgnoreCase(url.getScheme())) {
        plain.add(host);
      }
      if (!scope.isEmpty()) {
        scopes.put(scope, host);
      }
    });
    others.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    return new Origins(hosts, plain, scopes);
  }

  boolean allows(String host) {
    return hosts.contains(host);
  }

  /** The host that serves the scope of {@code name}, where it has one of its own. */
  @Nullable String ofScope(String name) {
    int slash = name.indexOf('/');
    return name.startsWith("@") && slash > 0 ? scopes.get(name.substring(0, slash)) : null;
  }
}
