package dev.jpm.model;

import dev.jpm.model.semver.Version;

/**
 * The file that tells Node.js where packages lie and who may see which, in the place of
 * node_modules folders: {@code install-strategy=map} writes one, scripts are started with it.
 */
public final class NodePackageMap {
  /** Its name in the project's node_modules folder, where other tools have theirs too. */
  public static final String FILE = ".package-map.json";

  /** What Node.js is told it with. */
  public static final String OPTION = "--experimental-package-map";

  /** What the file begins with where jpm has written it. Node.js passes over what it knows not. */
  public static final String HEAD = "{\"jpm\":1,";

  /** The first release that reads it. */
  public static final String SINCE = "26.4.0";

  private static final Version FIRST = Version.parse(SINCE);

  private NodePackageMap() {}

  /** Whether a Node.js of this version reads such files. */
  public static boolean isReadBy(String version) {
    return Version.tryParseLoose(version).filter(it -> it.compareTo(FIRST) >= 0).isPresent();
  }
}
