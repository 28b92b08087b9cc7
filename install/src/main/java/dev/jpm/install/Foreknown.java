package dev.jpm.install;

import dev.jpm.config.Settings;

/** Installs whose outcome an earlier one may have left to know. */
final class Foreknown {
  private Foreknown() {}

  /**
   * Whether settings let an install of a project be one: all that it goes by lies in files, and it
   * does all of its work.
   */
  static boolean allowedBy(Settings settings) {
    return !settings.flag("global")
        && !settings.flag("dry-run")
        && !settings.flag("package-lock-only")
        && !settings.flag("force")
        // What lies on PATH is not among the inputs.
        && !settings.text("runtime").equals("system");
  }
}
