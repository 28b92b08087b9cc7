package dev.jpm.mirror.packument;

import dev.jpm.model.PackageName;
import java.util.Optional;

/** The names of tarballs and where the mirror offers them. */
public final class TarballName {
  private static final String SUFFIX = ".tgz";

  private TarballName() {}

  /** What a version's tarball is called. */
  public static String of(PackageName name, String version) {
    return name.withoutScope() + "-" + version + SUFFIX;
  }

  /** The version whose tarball is called {@code file}, where it is called as usual. */
  public static Optional<String> version(PackageName name, String file) {
    String prefix = name.withoutScope() + "-";
    return file.startsWith(prefix) && file.endsWith(SUFFIX)
        ? Optional.of(file.substring(prefix.length(), file.length() - SUFFIX.length()))
        : Optional.empty();
  }

  /** The last part of a tarball's address. */
  public static String file(String url) {
    int end = url.indexOf('?');
    String path = end < 0 ? url : url.substring(0, end);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The address of a tarball below {@code base}, as clients write it. */
  public static String url(String base, PackageName name, String file) {
    return base + name.value() + "/-/" + file;
  }
}
