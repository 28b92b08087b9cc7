package dev.jpm.install;

import dev.jpm.cache.Store;
import dev.jpm.config.Credentials;
import dev.jpm.config.DefaultRegistry;
import dev.jpm.config.Proxies;
import dev.jpm.config.Registries;
import dev.jpm.config.Settings;
import dev.jpm.config.Tls;
import dev.jpm.fetcher.CacheMode;
import dev.jpm.fetcher.CachedPackuments;
import dev.jpm.fetcher.ClosureFetcher;
import dev.jpm.fetcher.HttpOptions;
import dev.jpm.fetcher.PackumentFetcher;
import dev.jpm.fetcher.Pause;
import dev.jpm.fetcher.RegistryClient;
import dev.jpm.fetcher.RegistryHost;
import dev.jpm.fetcher.RetryPolicy;
import dev.jpm.fetcher.TarballFetcher;
import dev.jpm.fetcher.git.GitCommand;
import dev.jpm.fetcher.git.GitRepositories;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tools that commands share, made from settings when first needed: a command that finds all it
 * wants on disk opens no connection, and one that only runs a script opens no store. Safe for many
 * threads.
 */
public final class Workbench implements AutoCloseable {
  private final Settings settings;
  private final Surroundings surroundings;
  private @Nullable Store store;
  private @Nullable RegistryClient client;
  private @Nullable PackumentFetcher packuments;
  private @Nullable TarballFetcher tarballs;
  private @Nullable GitRepositories repositories;

  public Workbench(Settings settings, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  public Settings settings() {
    return settings;
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  /** The folder that the setting {@code cache} names. */
  public Path cacheFolder() {
    return settings.path("cache").orElseGet(() -> surroundings.home().resolve(".cache/jpm"));
  }

  /** Where databases of advisories are kept that were imported. */
  public Path advisoriesFolder() {
    return cacheFolder().resolve("advisories");
  }

  public synchronized Store store() {
    Store open = store;
    if (open == null) {
      open = Store.open(cacheFolder(), surroundings.clock());
      store = open;
    }
    return open;
  }

  public synchronized RegistryClient client() {
    RegistryClient open = client;
    if (open == null) {
      open =
          new RegistryClient(
              HttpOptions.of(
                  settings,
                  Runtimes.userAgent(this, null),
                  surroundings.command(),
                  UUID.randomUUID().toString().substring(0, 16)),
              new Registries(settings),
              new Credentials(settings),
              proxies(),
              Tls.of(settings),
              surroundings.env(),
              surroundings.reporter(),
              Pause.real());
      client = open;
    }
    return open;
  }

  private Proxies proxies() {
    String maven =
        settings.flag("maven-proxies")
            ? ProjectFiles.readIfThere(surroundings.home().resolve(".m2/settings.xml"))
            : null;
    return maven == null ? Proxies.of(settings) : Proxies.of(settings, maven);
  }

  public synchronized PackumentFetcher packuments() {
    PackumentFetcher open = packuments;
    if (open == null) {
      open =
          new PackumentFetcher(
              client(),
              store().packuments(),
              CacheMode.of(settings),
              surroundings.clock(),
              surroundings.reporter());
      packuments = open;
    }
    return open;
  }

  /** Which documents are cached; makes no client. */
  CachedPackuments cachedPackuments() {
    return new CachedPackuments(
        new Registries(settings),
        store().packuments(),
        CacheMode.of(settings),
        surroundings.clock());
  }

  /** Asks registries for many documents at once. */
  ClosureFetcher closures() {
    return new ClosureFetcher(client(), store().packuments().registries(), surroundings.reporter());
  }

  public synchronized TarballFetcher tarballs() {
    TarballFetcher open = tarballs;
    if (open == null) {
      open =
          new TarballFetcher(
              client(),
              store(),
              new RegistryHost(settings.text("replace-registry-host"), DefaultRegistry.host()),
              CacheMode.of(settings),
              surroundings.reporter());
      tarballs = open;
    }
    return open;
  }

  /** Git repositories, asked with the machine's git. */
  public synchronized GitRepositories repositories() {
    GitRepositories open = repositories;
    if (open == null) {
      open =
          new GitRepositories(
              new GitCommand(
                  settings.text("git"),
                  surroundings.env(),
                  RetryPolicy.of(settings),
                  Pause.real()));
      repositories = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (client != null && store != null) {
      closures().learn(client.registries().standard());
    }
    if (tarballs != null) {
      tarballs.close();
    }
    if (client != null) {
      client.close();
    }
    if (store != null) {
      store.close();
    }
  }
}
