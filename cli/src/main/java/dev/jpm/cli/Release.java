package dev.jpm.cli;

import dev.jpm.runtime.UserAgent;
import org.jspecify.annotations.Nullable;

/** Which release of jpm this is, and which npm it answers like. */
public final class Release {
  private static final String UNPACKAGED = "0.0.0";

  private Release() {}

  /** The version, as the image's launcher or else the jar's manifest says. */
  public static String version() {
    @Nullable String told = System.getProperty("jpm.version");
    if (told != null) {
      return told;
    }
    String version = Release.class.getPackage().getImplementationVersion();
    return version == null ? UNPACKAGED : version;
  }

  /** The version that {@code program} gives as its own; called npm or npx, jpm gives npm's. */
  static String versionOf(String program) {
    return program.startsWith("np") ? npmVersion() : version();
  }

  /** The npm release whose rules and answers jpm follows. */
  public static String npmVersion() {
    return UserAgent.NPM_VERSION;
  }
}
