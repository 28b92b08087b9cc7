package dev.jpm.runtime;

import java.nio.file.Path;

/** Brings tools that npm carries with it and jpm gets from the registry when it needs them. */
@FunctionalInterface
public interface ToolPackages {
  /**
   * The script {@code bin/node-gyp.js} of node-gyp, installed with what it depends on. Asked at
   * most once for an install, and only where a script that will run begins with it. Blocking.
   *
   * @throws dev.jpm.model.error.JpmException where it cannot be had
   */
  Path nodeGyp();

  /** None is brought ahead: the shim gets node-gyp when a script first calls it. */
  static ToolPackages onFirstUse(Shims shims) {
    return shims::nodeGyp;
  }
}
