package dev.jpm.runtime;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands SIGTERM and SIGINT on to the scripts that run, and keeps jpm alive until they ended.
 *
 * <p>Java's only door to signals is {@code sun.misc.Signal} of the module jdk.unsupported; the
 * compiler warns of it wherever it is named, so it is reached by reflection. It is opened after the
 * script was started and costs no time that anyone waits for. In a Java without that module nothing
 * is relayed and jpm dies at once, as every Java program does.
 */
final class SignalRelay implements AutoCloseable {
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
  private static final List<Restore> HANDLED = new ArrayList<>();

  private final Process process;

  private SignalRelay(Process process) {
    this.process = process;
  }

  private record Restore(Object signal, Object handler) {}

  static SignalRelay to(Process process) {
    synchronized (HANDLED) {
      RUNNING.add(process);
      if (HANDLED.isEmpty()) {
        handle("TERM");
        handle("INT");
      }
    }
    return new SignalRelay(process);
  }

  /** The exit code of the script; 128 and the number of the signal where one killed it. */
  int awaitEnd() {
    return Patience.toEnd(process);
  }

  @Override
  public void close() {
    synchronized (HANDLED) {
      RUNNING.remove(process);
      if (RUNNING.isEmpty()) {
        HANDLED.forEach(SignalRelay::restore);
        HANDLED.clear();
      }
    }
  }

  private static void handle(String name) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object signal = signals.getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              SignalRelay.class.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) -> onCall(method, name));
      Object before = signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
      HANDLED.add(new Restore(signal, before));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // No such module, or a signal that the JVM keeps for itself: there is nothing to relay.
    }
  }

  private static void restore(Restore restore) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      signals
          .getMethod("handle", signals, handlers)
          .invoke(null, restore.signal(), restore.handler());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a signal handler that was replaced cannot return", e);
    }
  }

  /** The JVM calls nothing but the interface's one method. */
  private static @Nullable Object onCall(Method method, String name) {
    if (!method.getName().equals("handle")) {
      throw new UnsupportedOperationException(method.getName());
    }
    RUNNING.forEach(process -> send(name, process));
    return null;
  }

  private static void send(String name, Process process) {
    if (name.equals("TERM")) {
      process.destroy();
    } else if (!terminalTellsTheGroup()) {
      interrupt(process);
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
  private static void interrupt(Process process) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      process.destroy();
    }
  }
}
