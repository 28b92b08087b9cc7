package dev.jpm.fetcher;

import dev.jpm.config.Credentials;
import dev.jpm.config.Host;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Proxies;
import dev.jpm.config.Registries;
import dev.jpm.config.Settings;
import dev.jpm.config.SettingsBuilder;
import dev.jpm.config.Tls;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.registrymock.MockRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mock registry and what a client needs to speak to it; pauses are noted, not waited for. */
final class TestRegistry implements AutoCloseable {
  private static final Path HOME = Path.of("home").toAbsolutePath();

  final MockRegistry mock;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final List<Event> events = new CopyOnWriteArrayList<>();

  TestRegistry() {
    this(MockRegistry.Options.origin());
  }

  TestRegistry(MockRegistry.Options options) {
    mock = MockRegistry.start(options);
  }

  Reporter reporter() {
    return events::add;
  }

  /** A client of the mock registry, with more lines in the user's .npmrc. */
  RegistryClient client(String... npmrcLines) {
    return client(Duration.ofSeconds(20), npmrcLines);
  }

  RegistryClient client(Duration timeout, String... npmrcLines) {
    Settings settings = settings(npmrcLines);
    HttpOptions options =
        new HttpOptions(
            Map.of("user-agent", "test", "npm-command", "install"),
            15,
            timeout,
            RetryPolicy.DEFAULT);
    return new RegistryClient(
        options,
        new Registries(settings),
        new Credentials(settings),
        Proxies.of(settings),
        Tls.of(settings),
        Map.of(),
        reporter(),
        pauses::add);
  }

  Settings settings(String... npmrcLines) {
    String npmrc = "registry=" + mock.url() + "\n" + String.join("\n", npmrcLines);
    Host host = new Host(Map.of(), HOME, HOME, HOME, false);
    return new SettingsBuilder(host).file(Layer.USER, ".npmrc", npmrc).settings();
  }

  /** The key of credentials for the mock registry: {@code //127.0.0.1:1234/}. */
  String key() {
    return mock.url().substring("http:".length());
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() {
    mock.close();
  }
}
