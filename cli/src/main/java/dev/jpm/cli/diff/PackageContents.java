package dev.jpm.cli.diff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * All that a package consists of.
 *
 * @param version as its package.json says
 * @param files by path, in the order of its tarball
 */
public record PackageContents(String version, SequencedMap<String, PackageFile> files) {
  public PackageContents {
    files = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(files));
  }

  /**
   * One file.
   *
   * @param mode as git writes it: 100644 or 100755
   */
  public record PackageFile(String content, String mode) {}
}
