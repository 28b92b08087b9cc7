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
import dev.jpm.runtime.Launcher;

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
            Launcher.ofThisProcess().command(),
            call.terminal().onOut().on(),
            HostPlatform.ofThisMachine(),
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

  @Override
  public void close() {
    view.close();
    bench.close();
    timing.tell();
  }
}
