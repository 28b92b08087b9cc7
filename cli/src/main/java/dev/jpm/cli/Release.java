package dev.jpm.cli;

/** Which release of jpm this is, and which npm it answers like. */
public final class Release {
  private static final String UNPACKAGED = "0.0.0";

  private Release() {}

  /** The version, as the jar's manifest says. */
  public static String version() {
    String version = Release.class.getPackage().getImplementationVersion();
    return version == null ? UNPACKAGED : version;
  }

  /** The npm release whose rules and answers jpm follows. */
  public static String npmVersion() {
    return "11.19.1";
  }
}
