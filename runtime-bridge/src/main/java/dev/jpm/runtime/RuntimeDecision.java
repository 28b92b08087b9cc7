package dev.jpm.runtime;

import dev.jpm.runtime.RuntimeTable.RuntimePackage;
import org.jspecify.annotations.Nullable;

/** Which Node.js a project is to run on, before anything was looked up. */
public sealed interface RuntimeDecision {

  /**
   * The node on PATH.
   *
   * @param because half a sentence that says why
   */
  record UseSystem(String because) implements RuntimeDecision {}

  /**
   * The release in {@link RuntimeTable}.
   *
   * @param pin the pin that it meets, or null where the project has none
   */
  record UseBundled(RuntimePackage row, @Nullable RuntimePin pin) implements RuntimeDecision {}

  /** The newest published release that meets {@code pin}, which the bundled one does not. */
  record UsePinned(RuntimePackage row, RuntimePin pin) implements RuntimeDecision {}
}
