package dev.jpm.lockfile.entry;

/** Whose lockfile it is. */
public enum LockFormat {
  /** package-lock.json and npm-shrinkwrap.json, versions 2 and later. */
  NPM,
  /** The same files as npm 6 and before wrote them. */
  NPM_OLD,
  YARN_CLASSIC,
  YARN_BERRY,
  PNPM,
  BUN;

  public boolean isNpm() {
    return this == NPM || this == NPM_OLD;
  }

  /** Whether the format has a digest of the registry's tarball. */
  public boolean hasIntegrity() {
    return this != YARN_BERRY;
  }
}
