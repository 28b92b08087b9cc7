package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.Release;
import dev.jpm.cli.Session;
import dev.jpm.cli.terminal.TerminalView;
import dev.jpm.cli.terminal.Timing;
import dev.jpm.config.Settings;
import dev.jpm.install.Surroundings;
import dev.jpm.install.Workbench;
import dev.jpm.runtime.HostPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command's tools and its view on the terminal, both put away at the end. */
public final class Work implements AutoCloseable {
  private final TerminalView view;
  private final Timing timing;
  private final Workbench bench;

  private Work(TerminalView view, Timing timing, Workbench bench) {
    this.view = view;
    this.timing = timing;
    this.bench = bench;
  }

  /** The tools of {@code call}. */
  public static Work of(Invocation call) {
    return of(call, call.settings());
  }

  /** As {@link #of(Invocation)}, with settings that differ from the call's. */
  static Work of(Invocation call, Settings settings) {
    Session session = call.session();
    TerminalView view = new TerminalView(call.terminal(), session.clock());
    Timing timing = Timing.of(call.terminal(), settings);
    Surroundings around =
        new Surroundings(
            call.command().name(),
            Release.version(),
            session.env(),
            session.cwd(),
            session.home(),
            call.project().localPrefix(),
            call.project().globalPrefix(),
            launcher(),
            call.terminal().onOut().on(),
            host(),
            text -> banner(call, text),
            timing.before(view),
            session.clock());
    return new Work(view, timing, new Workbench(settings, around));
  }

  /** The tools. */
  public Workbench bench() {
    return bench;
  }

  /** Takes the progress line away, so that what follows stands on its own. */
  public void quiet() {
    view.close();
  }

  private static void banner(Invocation call, String text) {
    String banner = text.substring(0, text.length() - 1);
    if (!call.terminal().silent()) {
      if (call.settings().flag("json")) {
        call.terminal().talk(banner);
      } else {
        call.terminal().line(banner);
      }
    }
    call.session().streams().out().flush();
  }

  /** How to start this jpm again: the image's launcher, else this Java with this class path. */
  private static List<String> launcher() {
    String home = System.getProperty("jpm.home");
    if (home != null) {
      boolean windows = System.getProperty("os.name", "").startsWith("Windows");
      return List.of(Path.of(home, "bin", windows ? "jpm.cmd" : "jpm").toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path", ""),
        "dev.jpm.cli.Main");
  }

  private static HostPlatform host() {
    String os = System.getProperty("os.name", "");
    return HostPlatform.of(os, System.getProperty("os.arch", ""), libc(os));
  }

  private static @Nullable String libc(String os) {
    if (!os.equals("Linux")) {
      return null;
    }
    return Files.exists(Path.of("/etc/alpine-release")) ? "musl" : "glibc";
  }

  @Override
  public void close() {
    view.close();
    bench.close();
    timing.tell();
  }
}
