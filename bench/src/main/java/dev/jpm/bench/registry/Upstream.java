package dev.jpm.bench.registry;

import dev.jpm.config.Credentials;
import dev.jpm.config.Host;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Proxies;
import dev.jpm.config.Registries;
import dev.jpm.config.Settings;
import dev.jpm.config.SettingsBuilder;
import dev.jpm.config.Tls;
import dev.jpm.fetcher.HttpOptions;
import dev.jpm.fetcher.Pause;
import dev.jpm.fetcher.RegistryClient;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Reporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The registry that this machine is set up for, asked as jpm asks it. */
public final class Upstream implements AutoCloseable {
  private final RegistryClient client;

  private Upstream(RegistryClient client) {
    this.client = client;
  }

  /** As environment and the user's settings say. */
  public static Upstream of(Map<String, String> env, Path home, Path cwd) {
    Path prefix = home.resolve(".local");
    SettingsBuilder builder =
        new SettingsBuilder(new Host(env, home, cwd, prefix, false)).environment();
    Path userFile = builder.settings().path("userconfig").orElse(home.resolve(".npmrc"));
    builder.file(Layer.USER, userFile.toString(), read(userFile));
    Path globalFile = builder.settings().path("globalconfig").orElse(userFile);
    if (!globalFile.equals(userFile)) {
      builder.file(Layer.GLOBAL, globalFile.toString(), read(globalFile));
    }
    return of(builder.settings(), env);
  }

  static Upstream of(Settings settings, Map<String, String> env) {
    return new Upstream(
        new RegistryClient(
            HttpOptions.of(settings, "jpm-bench", "install", "bench"),
            new Registries(settings),
            new Credentials(settings),
            Proxies.of(settings),
            Tls.of(settings),
            env,
            Reporter.silent(),
            Pause.real()));
  }

  /** The full document about {@code name}; null where the registry knows none. */
  @Nullable ObjectNode packument(String name) {
    PackageName parsed = PackageName.tryParse(name).orElse(null);
    if (parsed == null) {
      return null;
    }
    try {
      return client.document(parsed) instanceof ObjectNode document ? document : null;
    } catch (JpmException failure) {
      if (failure.code() == ErrorCode.E404) {
        return null;
      }
      throw failure;
    }
  }

  byte[] tarball(String name, String url) {
    return client.tarball(PackageName.parse(name), URI.create(url));
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
