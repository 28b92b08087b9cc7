package dev.jpm.resolver;

import dev.jpm.model.Packument;
import dev.jpm.model.error.JpmException;

/** What asking for a packument can end in. */
public sealed interface PackumentAnswer {
  record Found(Packument packument) implements PackumentAnswer {}

  /** The registry has no such package; {@code error} (E404) says which registry. */
  record NotFound(JpmException error) implements PackumentAnswer {}

  /** The registry could not or would not answer: offline, refused, broken. */
  record Unavailable(JpmException error) implements PackumentAnswer {}
}
