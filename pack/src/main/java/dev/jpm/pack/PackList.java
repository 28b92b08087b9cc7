package dev.jpm.pack;

import dev.jpm.fs.FileErrors;
import dev.jpm.model.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files that a package consists of, by npm's rules. */
public final class PackList {
  private PackList() {}

  /**
   * The files of the package in {@code folder}, relative to it with {@code /}, in the order in
   * which npm puts them into a tarball: by extension, then by name. Links are never among them;
   * bundled dependencies are, where they are installed.
   *
   * @param manifest the folder's package.json, {@code bin} normalised
   */
  public static List<String> of(Path folder, Manifest manifest) {
    return of(folder, manifest, List.of());
  }

  /**
   * As {@link #of(Path, Manifest)}, for a package within a project.
   *
   * @param around what the project's ignore files say, as {@link ProjectIgnores} reads them
   */
  public static List<String> of(Path folder, Manifest manifest, List<String> around) {
    Set<String> files = new LinkedHashSet<>();
    try {
      new PackWalk(folder, manifest, around).addTo(files);
      new BundleWalk(folder).addTo(files, manifest);
    } catch (IOException e) {
      throw FileErrors.of(e, "list", folder);
    }
    List<String> sorted = new ArrayList<>(files);
    sorted.sort(new PackOrder());
    return List.copyOf(sorted);
  }
}
