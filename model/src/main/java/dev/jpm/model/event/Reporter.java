package dev.jpm.model.event;

/**
 * Hears what work tells about itself. Called from many threads at once; must not block for long and
 * must not throw.
 */
@FunctionalInterface
public interface Reporter {
  void on(Event event);

  /** A reporter that nobody listens to. */
  static Reporter silent() {
    return event -> {};
  }
}
