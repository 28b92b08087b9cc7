package dev.jpm.cache;

/**
 * What people call a package in the store; a name tag only, never a key.
 *
 * @param name the package's name, or empty where it is not known
 * @param version its version, or empty
 */
public record Label(String name, String version) {
  /** A package of which nothing is known but its bytes. */
  public static final Label NONE = new Label("", "");

  /** {@code name@version}, or less where less is known. */
  @Override
  public String toString() {
    return version.isEmpty() ? name : name + "@" + version;
  }
}
