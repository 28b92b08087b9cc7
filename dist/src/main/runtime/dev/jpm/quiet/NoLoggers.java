package dev.jpm.quiet;

/**
 * Ends the JDK's search for a logger where it begins. Whoever starts a process makes the JDK ask
 * for one, to find that nobody wants to hear of it: it would open every jar of the program and set
 * up {@code java.util.logging}. One that cannot be made it answers with loggers of its own, which
 * tell warnings to standard error as those do; {@code jdk.logger.finder.error=QUIET} keeps it from
 * saying so.
 */
public final class NoLoggers extends System.LoggerFinder {
  private static final String NONE = "There is no other logger than the JDK's";

  private NoLoggers() {}

  /** Called by the JDK's service loader. */
  public static System.LoggerFinder provider() {
    throw new UnsupportedOperationException(NONE);
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    throw new UnsupportedOperationException(NONE);
  }
}
