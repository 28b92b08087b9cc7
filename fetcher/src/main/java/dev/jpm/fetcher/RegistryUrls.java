package dev.jpm.fetcher;

import dev.jpm.config.Registries.Registry;
import dev.jpm.model.PackageName;
import java.net.URI;

/** Addresses below a registry. */
final class RegistryUrls {
  private RegistryUrls() {}

  static URI packument(Registry registry, PackageName name) {
    return below(registry, name.escaped());
  }

  static URI below(Registry registry, String path) {
    String base = registry.url().toString();
    return URI.create(base.endsWith("/") ? base + path : base + "/" + path);
  }

  /** As a key of the cache: without user and password. */
  static String key(Registry registry) {
    return Authorizations.withoutUser(registry.url()).toString();
  }
}
