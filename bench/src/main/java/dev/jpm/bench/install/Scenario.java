package dev.jpm.bench.install;

import java.util.Arrays;
import java.util.Optional;

/** What is there before a timed install. */
public enum Scenario {
  /** Nothing but package.json. */
  CLEAN("clean", false, false),
  /** The tool's own cache. */
  CACHE("cache", true, false),
  /** The lockfile that the tool wrote. */
  LOCKFILE("lockfile", false, true),
  /** Both. */
  CACHE_AND_LOCKFILE("cache+lockfile", true, true),
  /** Everything: node_modules is up to date. */
  NOOP("noop", true, true);

  private final String title;
  private final boolean cached;
  private final boolean locked;

  Scenario(String title, boolean cached, boolean locked) {
    this.title = title;
    this.cached = cached;
    this.locked = locked;
  }

  public String title() {
    return title;
  }

  boolean cached() {
    return cached;
  }

  boolean locked() {
    return locked;
  }

  public static Optional<Scenario> named(String title) {
    return Arrays.stream(values()).filter(scenario -> scenario.title.equals(title)).findFirst();
  }
}
