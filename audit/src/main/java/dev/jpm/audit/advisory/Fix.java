package dev.jpm.audit.advisory;

import org.jspecify.annotations.Nullable;

/** What would take a vulnerability out of the tree. */
public sealed interface Fix {
  /** Newer versions within what package.json files ask for. */
  record Update() implements Fix {}

  /** Nothing that is published. */
  record None() implements Fix {}

  /**
   * Another version of a direct dependency than its spec admits.
   *
   * @param major whether it is a breaking change; null where npm does not say
   */
  record Forced(String name, String version, @Nullable Boolean major) implements Fix {
    boolean isMajor() {
      return Boolean.TRUE.equals(major);
    }
  }

  Fix UPDATE = new Update();
  Fix NONE = new None();
}
