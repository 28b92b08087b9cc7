package dev.jpm.runtime;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands SIGTERM and SIGINT on to a script that runs, and keeps jpm alive until it has ended. What
 * comes after {@link #open} and before {@link #attach} is kept for the script.
 */
final class SignalRelay implements AutoCloseable {
  private static final Set<SignalRelay> OPEN = ConcurrentHashMap.newKeySet();

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

  /** Loads what signals need, beside whatever else there is to do before a script starts. */
  static void warmUp() {
    Thread.ofPlatform().daemon().name("signals").start(Door::isOpen);
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
        Door.replaceHandlers();
      }
      OPEN.add(relay);
    }
    group.add(relay);
    return relay;
  }

  /** The script that gets them. */
  synchronized void attach(Process script) {
    process = script;
    early.forEach(signal -> send(signal, script));
  }

  /** A signal from outside: whoever sent it wants all of the call to end. */
  private void receive(String signal) {
    group.beginNoMore();
    deliver(signal);
  }

  synchronized void deliver(String signal) {
    passed = passed == null ? signal : passed;
    if (process == null) {
      early.add(signal);
    } else {
      send(signal, process);
    }
  }

  /** The script's exit code, once it and whoever was told to end with it are gone. */
  int awaitEnd(Process script) {
    int code = Patience.toEnd(script);
    List<ProcessHandle> left;
    synchronized (this) {
      left = List.copyOf(orphans);
    }
    left.forEach(handle -> handle.onExit().join());
    return command.isStartedDirectly() ? codeOfShell(code) : code;
  }

  /**
   * The shell that was left out would have died of the signal, whatever its program makes of it.
   */
  private synchronized int codeOfShell(int code) {
    return passed == null ? code : passed.equals("TERM") ? 143 : 130;
  }

  @Override
  public void close() {
    group.remove(this);
    synchronized (OPEN) {
      OPEN.remove(this);
      if (OPEN.isEmpty()) {
        Door.restoreHandlers();
      }
    }
  }

  /**
   * Java's only door to signals is {@code sun.misc.Signal} of the module jdk.unsupported. The
   * compiler warns of it wherever it is named, so it is reached by reflection. In a Java without
   * that module nothing is relayed and jpm dies at once, as every Java program does.
   */
  private static final class Door {
    private static final @Nullable Method HANDLE = handle();
    private static final List<Object> SIGNALS = new ArrayList<>();
    private static final List<Object> OURS = new ArrayList<>();
    private static final List<Object> BEFORE = new ArrayList<>();

    static {
      if (HANDLE != null) {
        add("TERM");
        add("INT");
      }
    }

    static boolean isOpen() {
      return HANDLE != null;
    }

    private static @Nullable Method handle() {
      try {
        Class<?> signals = Class.forName("sun.misc.Signal");
        return signals.getMethod("handle", signals, Class.forName("sun.misc.SignalHandler"));
      } catch (ReflectiveOperationException e) {
        return null;
      }
    }

    private static void add(String name) {
      try {
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Class<?> signals = Class.forName("sun.misc.Signal");
        SIGNALS.add(signals.getConstructor(String.class).newInstance(name));
        OURS.add(
            Proxy.newProxyInstance(
                SignalRelay.class.getClassLoader(),
                new Class<?>[] {handlers},
                (proxy, method, arguments) -> onCall(method, name)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("sun.misc.Signal is not as it was", e);
      }
    }

    /** The JVM calls nothing but the interface's one method. */
    private static @Nullable Object onCall(Method method, String name) {
      if (!method.getName().equals("handle")) {
        throw new UnsupportedOperationException(method.getName());
      }
      OPEN.forEach(relay -> relay.receive(name));
      return null;
    }

    static void replaceHandlers() {
      BEFORE.clear();
      for (int i = 0; i < SIGNALS.size(); i++) {
        BEFORE.add(set(SIGNALS.get(i), OURS.get(i)));
      }
    }

    static void restoreHandlers() {
      for (int i = 0; i < BEFORE.size(); i++) {
        set(SIGNALS.get(i), BEFORE.get(i));
      }
    }

    private static Object set(Object signal, Object handler) {
      try {
        if (HANDLE == null) {
          throw new IllegalStateException("there is no door to signals");
        }
        return HANDLE.invoke(null, signal, handler);
      } catch (InvocationTargetException e) {
        // A JVM that was told to leave signals alone (-Xrs): there is nothing to replace.
        return handler;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a signal's handler cannot be replaced", e);
      }
    }
  }

  private void send(String signal, Process script) {
    if (signal.equals("INT") && terminalTellsTheGroup()) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>();
    all.add(script.toHandle());
    all.addAll(childrenOfShell(script));
    if (signal.equals("TERM")) {
      all.forEach(ProcessHandle::destroy);
    } else {
      interrupt(all);
    }
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
