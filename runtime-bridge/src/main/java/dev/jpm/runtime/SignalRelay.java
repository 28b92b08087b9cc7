package dev.jpm.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands SIGTERM and SIGINT on to a script that runs, and keeps jpm alive until it has ended. What
 * comes after {@link #open} and before {@link #attach} is kept for the script.
 */
final class SignalRelay implements AutoCloseable {
  private static final Set<SignalRelay> OPEN = ConcurrentHashMap.newKeySet();

  /** A script that answers 130 of its own accord makes its call wait so long, and no other does. */
  private static final long HEARING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static volatile @Nullable String heard;

  private final ScriptCommand command;
  private final RunningScripts group;
  private final List<String> early = new ArrayList<>();
  private final Set<ProcessHandle> orphans = new LinkedHashSet<>();
  private @Nullable Process process;
  private @Nullable String passed;

  private SignalRelay(ScriptCommand command, RunningScripts group) {
    this.command = command;
    this.group = group;
  }

  /** From now on signals are the script's. */
  static SignalRelay open(ScriptCommand command) {
    return open(command, new RunningScripts());
  }

  /** The same for one of several scripts, which end together. */
  static SignalRelay open(ScriptCommand command, RunningScripts group) {
    SignalRelay relay = new SignalRelay(command, group);
    synchronized (OPEN) {
      if (OPEN.isEmpty()) {
        SignalDoor.replaceHandlers(SignalRelay::hear);
      }
      OPEN.add(relay);
    }
    group.add(relay);
    return relay;
  }

  /** The signal that was handed on last, if it is what this exit code of a script tells of. */
  static Optional<String> toldBy(int code) {
    return Optional.ofNullable(heard).filter(signal -> code == codeOf(signal));
  }

  /** The script that gets them. */
  synchronized void attach(Process script) {
    process = script;
    early.forEach(signal -> send(signal, script));
  }

  private static void hear(String signal) {
    heard = signal;
    OPEN.forEach(relay -> relay.receive(signal));
  }

  /** A signal from outside: whoever sent it wants all of the call to end. */
  private void receive(String signal) {
    group.beginNoMore();
    deliver(signal);
  }

  synchronized void deliver(String signal) {
    passed = passed == null ? signal : passed;
    notifyAll();
    if (process == null) {
      early.add(signal);
    } else {
      send(signal, process);
    }
  }

  /** The script's exit code, once it and whoever was told to end with it are gone. */
  int awaitEnd(Process script) {
    int code = Patience.toEnd(script);
    if (code == codeOf("INT") && terminalTellsTheGroup()) {
      awaitHearing();
    }
    List<ProcessHandle> left;
    synchronized (this) {
      left = List.copyOf(orphans);
    }
    left.forEach(handle -> handle.onExit().join());
    return command.isStartedDirectly() ? codeOfShell(code) : code;
  }

  /** The key tells all processes, of which a script may be gone before this one has heard of it. */
  private synchronized void awaitHearing() {
    long until = System.nanoTime() + HEARING_NANOS;
    long left = HEARING_NANOS;
    try {
      while (passed == null && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = until - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The shell that was left out would have died of the signal, whatever its program makes of it.
   */
  private synchronized int codeOfShell(int code) {
    return passed == null ? code : codeOf(passed);
  }

  private static int codeOf(String signal) {
    return signal.equals("TERM") ? 143 : 130;
  }

  @Override
  public void close() {
    group.remove(this);
    synchronized (OPEN) {
      OPEN.remove(this);
      if (OPEN.isEmpty()) {
        SignalDoor.restoreHandlers();
      }
    }
  }

  private void send(String signal, Process script) {
    if (script instanceof EmulatedScript emulated) {
      emulated.stop(codeOf(signal));
    }
    if (signal.equals("INT") && terminalTellsTheGroup()) {
      return;
    }
    List<ProcessHandle> all = processesOf(script);
    if (signal.equals("TERM")) {
      all.forEach(ProcessHandle::destroy);
    } else {
      interrupt(all);
    }
  }

  private List<ProcessHandle> processesOf(Process script) {
    if (script instanceof EmulatedScript emulated) {
      return emulated.programs();
    }
    List<ProcessHandle> all = new ArrayList<>();
    all.add(script.toHandle());
    all.addAll(childrenOfShell(script));
    return all;
  }

  /**
   * A shell that waits for a program dies of a signal and tells the program nothing, which would
   * run on without anybody. A shell that became the program has no part in this.
   */
  private List<ProcessHandle> childrenOfShell(Process script) {
    if (!isShell(script.info().command().orElse(""))) {
      return List.of();
    }
    List<ProcessHandle> children = script.children().toList();
    orphans.addAll(children);
    return children;
  }

  private boolean isShell(String program) {
    String shell = command.commandLine().getFirst();
    try {
      Path file = Path.of(shell);
      return (file.isAbsolute() ? file : PathSearch.posix(command.environment(), shell))
          .toRealPath()
          .equals(Path.of(program));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /**
   * Whether this process is in the foreground of a terminal. Then an interrupt came from a key, and
   * the terminal gave it to the script as well; a second one would make many servers quit hard.
   */
  private static boolean terminalTellsTheGroup() {
    Path stat = Path.of("/proc/self/stat");
    try {
      String[] groups;
      if (Files.isReadable(stat)) {
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        groups = new String[] {fields[2], fields[5]};
      } else {
        groups = askPs().strip().split(" +", -1);
      }
      return groups.length == 2 && groups[0].equals(groups[1]);
    } catch (IOException e) {
      return false;
    }
  }

  private static String askPs() throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    Process ps = new ProcessBuilder("ps", "-o", "pgid=,tpgid=", "-p", pid).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  /** Java itself can only ask a process to end, not interrupt it. */
  private static void interrupt(List<ProcessHandle> processes) {
    List<String> command = new ArrayList<>(List.of("kill", "-INT"));
    processes.forEach(handle -> command.add(Long.toString(handle.pid())));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      processes.forEach(ProcessHandle::destroy);
    }
  }
}
