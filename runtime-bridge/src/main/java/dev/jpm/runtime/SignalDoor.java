package dev.jpm.runtime;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Java's only door to signals is {@code sun.misc.Signal} of the module jdk.unsupported. The
 * compiler warns of it wherever it is named, so it is reached by reflection. In a Java without that
 * module nothing is relayed and jpm dies at once, as every Java program does.
 */
final class SignalDoor {
  private static final @Nullable Method HANDLE = handle();
  private static final List<Object> SIGNALS = new ArrayList<>();
  private static final List<Object> OURS = new ArrayList<>();
  private static final List<Object> BEFORE = new ArrayList<>();
  private static volatile Consumer<String> listener = signal -> {};

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
              SignalDoor.class.getClassLoader(),
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
    listener.accept(name);
    return null;
  }

  /** From now on signals are told to {@code heard}, and nothing else comes of them. */
  static void replaceHandlers(Consumer<String> heard) {
    listener = heard;
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

  /**
   * Ends this process by a signal; comes back only where that cannot be. Java itself raises no
   * signal that it does not handle.
   */
  static void dieOf(String name) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Object usual = Class.forName("sun.misc.SignalHandler").getField("SIG_DFL").get(null);
      Object signal = signals.getConstructor(String.class).newInstance(name);
      set(signal, usual);
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    } catch (ReflectiveOperationException | IOException | InterruptedException e) {
      // The exit code has to do.
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
