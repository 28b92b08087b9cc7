package dev.jpm.resolver;

import dev.jpm.model.Packument.Release;
import dev.jpm.model.error.JpmException;

/** What choosing a version can end in. */
public sealed interface PickResult {
  /**
   * The version to take.
   *
   * @param avoided whether it is one of those to be avoided: there was no better one
   */
  record Picked(Release release, boolean avoided) implements PickResult {}

  /** None will do; {@code error} is ETARGET, ENOVERSIONS, or E403 where a policy withholds it. */
  record None(JpmException error) implements PickResult {}
}
