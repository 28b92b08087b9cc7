package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.config.Credentials;
import dev.jpm.config.Credentials.Login;
import dev.jpm.config.Registries;
import dev.jpm.config.Secret;
import dev.jpm.mirror.config.ConfigFile;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.UpstreamConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a mirror is to be, of flags, settings and its own file. */
final class MirrorSettings {
  private static final String BEARER = "Bearer ";

  private MirrorSettings() {}

  /** What {@code file} says, or what is usual where it is empty. */
  static MirrorConfig config(Invocation call, String file) throws IOException {
    MirrorConfig usual = usual(call);
    if (file.isEmpty()) {
      return usual;
    }
    Path path = call.session().cwd().resolve(file);
    MirrorConfig said = ConfigFile.parse(Files.readString(path), path, call.session().env(), usual);
    // What is said on the command line counts more than what stands in a file.
    return said.at(
        port(call).map(port -> new Listen(said.listen().host(), port)).orElse(said.listen()),
        named(call).map(said.storage()::withFolder).orElse(said.storage()));
  }

  /** Loopback, and the registry that installs would use, with what it wants to be shown. */
  private static MirrorConfig usual(Invocation call) {
    URI registry = new Registries(call.settings()).standard().url();
    Login login = new Credentials(call.settings()).at(registry).orElse(Login.ANONYMOUS);
    UpstreamConfig bare = UpstreamConfig.of("upstream", registry);
    UpstreamConfig upstream =
        new UpstreamConfig(
            bare.name(),
            bare.url(),
            bare.packages(),
            token(login),
            bare.lifetimes(),
            bare.timeout());
    Listen listen = new Listen(Listen.USUAL.host(), port(call).orElse(Listen.USUAL.port()));
    return MirrorConfig.of(listen, storage(call), registry).with(List.of(upstream));
  }

  private static @Nullable Secret token(Login login) {
    return login
        .authorization()
        .map(Secret::reveal)
        .filter(header -> header.startsWith(BEARER))
        .map(header -> Secret.of(header.substring(BEARER.length())))
        .orElse(null);
  }

  private static Optional<Integer> port(Invocation call) {
    String text = call.settings().text("port");
    return text.isEmpty() ? Optional.empty() : Optional.of(call.settings().count("port"));
  }

  /** Where the mirror keeps what it has. */
  private static Path storage(Invocation call) {
    return named(call).orElse(call.session().cwd().resolve("jpm-mirror"));
  }

  private static Optional<Path> named(Invocation call) {
    String text = call.settings().text("storage");
    return text.isEmpty() ? Optional.empty() : Optional.of(call.session().cwd().resolve(text));
  }
}
