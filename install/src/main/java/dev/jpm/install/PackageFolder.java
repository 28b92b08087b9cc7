package dev.jpm.install;

import dev.jpm.cache.Label;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fetcher.Tarball;
import dev.jpm.fs.FileErrors;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.pack.PackList;
import dev.jpm.pack.PackTarball;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A package that lies in a folder as its author has it, and not as it is published. */
final class PackageFolder {
  private PackageFolder() {}

  /**
   * Its package.json, normalised.
   *
   * @throws JpmException ENOENT where there is none, EJSONPARSE
   */
  static Manifest manifest(Path folder) {
    PackageJsonFile file = ProjectFiles.packageJsonIn(folder);
    if (file == null) {
      throw JpmException.of(ErrorCode.ENOENT, "Could not read package.json in " + folder);
    }
    return ManifestNormalizer.ofPackageJson(file.json());
  }

  /**
   * Packs it as npm does and puts it into the store.
   *
   * @param spare a path for the tarball, where nothing lies
   */
  static StoredPackage store(Workbench bench, Path folder, Path spare) {
    Manifest manifest = manifest(folder);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(spare))) {
        new PackTarball(folder, manifest).write(PackList.of(folder, manifest), out);
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "write", spare);
    }
    return store(bench, spare, manifest);
  }

  /** Puts a tarball of this machine into the store. */
  static StoredPackage store(Workbench bench, Path tarball) {
    return bench.tarballs().fetch(new Tarball(Label.NONE, null, tarball.toUri(), null));
  }

  private static StoredPackage store(Workbench bench, Path tarball, Manifest manifest) {
    String name = manifest.name();
    String version = manifest.version();
    return bench
        .tarballs()
        .fetch(
            new Tarball(
                new Label(name == null ? "" : name, version == null ? "" : version),
                null,
                tarball.toUri(),
                null));
  }
}
