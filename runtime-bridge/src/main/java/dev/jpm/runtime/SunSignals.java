package dev.jpm.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * {@code sun.misc.Signal} of the module jdk.unsupported, Java's only door to signals. This class
 * alone names it, and is only loaded where that module is there.
 */
@SuppressWarnings("SunApi")
final class SunSignals {
  private static final List<Signal> SIGNALS = List.of(new Signal("TERM"), new Signal("INT"));
  private static final List<SignalHandler> BEFORE = new ArrayList<>();

  private SunSignals() {}

  /** From now on signals are told to {@code heard}, and nothing else comes of them. */
  static void replaceHandlers(Consumer<String> heard) {
    BEFORE.clear();
    SignalHandler ours = new Teller(heard);
    SIGNALS.forEach(signal -> BEFORE.add(set(signal, ours)));
  }

  static void restoreHandlers() {
    for (int i = 0; i < BEFORE.size(); i++) {
      set(SIGNALS.get(i), BEFORE.get(i));
    }
  }

  /** What the system does of itself with a signal of this name, it does again. */
  static void restoreSystems(String name) {
    set(new Signal(name), SignalHandler.SIG_DFL);
  }

  private static SignalHandler set(Signal signal, SignalHandler handler) {
    try {
      return Signal.handle(signal, handler);
    } catch (IllegalArgumentException told) {
      // A JVM that was told to leave signals alone (-Xrs): there is nothing to replace.
      return handler;
    }
  }

  private record Teller(Consumer<String> heard) implements SignalHandler {
    @Override
    public void handle(Signal signal) {
      heard.accept(signal.getName());
    }
  }
}
