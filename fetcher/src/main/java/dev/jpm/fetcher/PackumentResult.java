package dev.jpm.fetcher;

import dev.jpm.model.Packument;
import dev.jpm.model.error.JpmException;

/** What asking for a packument can end in. */
public sealed interface PackumentResult {
  record Found(Packument packument) implements PackumentResult {}

  /** The registry has no such package; {@code error} is E404. */
  record Missing(JpmException error) implements PackumentResult {}

  /** There is no answer: offline and not cached, refused, broken. */
  record Unavailable(JpmException error) implements PackumentResult {}
}
