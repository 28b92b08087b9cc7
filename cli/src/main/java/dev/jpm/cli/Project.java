package dev.jpm.cli;

import dev.jpm.model.BinTable;
import dev.jpm.model.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Where a call works: the nearest folder upwards that has a package.json or a node_modules, or the
 * workspace root that it belongs to.
 *
 * @param localPrefix that folder, absolute
 * @param globalPrefix the folder whose {@code lib/node_modules} and {@code bin} hold the packages
 *     of the machine
 * @param workspace the workspace that the current folder lies in, where {@code localPrefix} is its
 *     root
 */
public record Project(
    Path localPrefix, Path globalPrefix, boolean windows, Optional<Path> workspace) {

  /** Whether the project has a package.json. */
  public boolean hasPackageJson() {
    return Files.isRegularFile(packageJson());
  }

  public Path packageJson() {
    return localPrefix.resolve("package.json");
  }

  /** The node_modules of the project. */
  public Path localFolder() {
    return localPrefix.resolve("node_modules");
  }

  /** The node_modules of the machine. */
  public Path globalFolder() {
    return windows
        ? globalPrefix.resolve("node_modules")
        : globalPrefix.resolve("lib").resolve("node_modules");
  }

  /** The folder of the machine's executables. */
  public Path globalBin() {
    return windows ? globalPrefix : globalPrefix.resolve("bin");
  }

  /** The scripts of package.json; none where it is missing or cannot be read. */
  SequencedMap<String, String> rootScripts() {
    return ManifestFile.readOrEmpty(packageJson())
        .map(Manifest::scripts)
        .orElse(Collections.emptyNavigableMap());
  }

  /** The names of package.json's executables. */
  List<String> rootBins() {
    return ManifestFile.readOrEmpty(packageJson())
        .map(manifest -> List.copyOf(BinTable.of(manifest).keySet()))
        .orElse(List.of());
  }
}
