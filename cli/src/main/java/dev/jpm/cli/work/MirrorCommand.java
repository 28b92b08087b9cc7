package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.config.Credentials;
import dev.jpm.config.Credentials.Login;
import dev.jpm.config.Registries;
import dev.jpm.config.Secret;
import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.ConfigFile;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.UpstreamConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code jpm mirror serve}: runs a mirror until the process is told to end. */
public final class MirrorCommand implements Command {
  private static final String BEARER = "Bearer ";

  @Override
  public int run(Invocation call) throws IOException, InterruptedException {
    List<String> words = call.words();
    if (words.isEmpty() || !words.getFirst().equals("serve") || words.size() > 2) {
      throw call.usage("");
    }
    MirrorConfig config = config(call, words.size() > 1 ? words.get(1) : "");
    PrintStream out = call.session().streams().out();
    Mirror mirror = Mirror.start(config, call.session().clock(), line -> tell(out, line));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(mirror::close));
    call.terminal().talk("The mirror listens on " + mirror.url());
    call.terminal().talk("What it keeps is in " + config.storage());
    call.session().streams().err().flush();
    new CountDownLatch(1).await();
    return 0;
  }

  /** The access log is all that goes to standard output. */
  private static void tell(PrintStream out, String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  private static MirrorConfig config(Invocation call, String file) throws IOException {
    MirrorConfig usual = usual(call);
    if (file.isEmpty()) {
      return usual;
    }
    Path path = call.session().cwd().resolve(file);
    MirrorConfig said = ConfigFile.parse(Files.readString(path), path, call.session().env(), usual);
    // What is said on the command line counts more than what stands in a file.
    return new MirrorConfig(
        port(call).map(port -> new Listen(said.listen().host(), port)).orElse(said.listen()),
        storage(call).orElse(said.storage()),
        said.publicUrl(),
        said.upstreams(),
        said.namespaces(),
        said.access(),
        said.limits());
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
    Path storage = storage(call).orElse(call.session().cwd().resolve("jpm-mirror"));
    return new MirrorConfig(
        listen,
        storage,
        null,
        List.of(upstream),
        List.of(),
        MirrorConfig.Access.OPEN,
        MirrorConfig.Limits.USUAL);
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

  private static Optional<Path> storage(Invocation call) {
    String text = call.settings().text("storage");
    return text.isEmpty() ? Optional.empty() : Optional.of(call.session().cwd().resolve(text));
  }
}
