package dev.jpm.cli.work;

import dev.jpm.cache.Label;
import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.diff.PackageContents;
import dev.jpm.cli.diff.PackageContents.PackageFile;
import dev.jpm.fetcher.Tarball;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.PackagePicker;
import dev.jpm.install.Workbench;
import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.pack.PackList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a package consists of, wherever it is. */
final class ContentsReader {
  private static final String PLAIN = "100644";
  private static final String EXECUTABLE = "100755";

  private final Workbench bench;

  ContentsReader(Workbench bench) {
    this.bench = bench;
  }

  /** The contents of what {@code typed} means: a version, a folder, a tarball. */
  PackageContents of(String typed) {
    Spec spec = Spec.parseArgument(typed);
    Path cwd = bench.surroundings().cwd();
    return switch (spec) {
      case DirectorySpec folder -> ofFolder(cwd.resolve(folder.path()).normalize());
      case FileSpec file -> {
        Path tarball = cwd.resolve(file.path()).normalize();
        if (!Files.exists(tarball)) {
          throw JpmException.of(ErrorCode.ENOENT, "There is no file " + tarball);
        }
        yield ofTarball(new Tarball(new Label("", ""), null, tarball.toUri(), null));
      }
      default -> ofTarball(new PackagePicker(bench).tarballOf(typed));
    };
  }

  private PackageContents ofTarball(Tarball tarball) {
    StoredPackage stored = bench.tarballs().fetch(tarball);
    SequencedMap<String, PackageFile> files = new LinkedHashMap<>();
    for (StoredFile file : stored.files()) {
      String mode = file.executable() ? EXECUTABLE : PLAIN;
      files.put(file.path(), new PackageFile(text(stored.pathOf(file)), mode));
    }
    return new PackageContents(versionIn(stored.folder()), files);
  }

  /** What is installed is compared as it lies there, anything else as it would be packed. */
  private static PackageContents ofFolder(Path folder) {
    Manifest manifest =
        ManifestNormalizer.ofPackageJson(ManifestFile.read(folder.resolve("package.json")).json());
    List<String> paths = isInstalled(folder) ? all(folder, "") : PackList.of(folder, manifest);
    Set<String> bins = new HashSet<>(manifest.texts("bin").values());
    SequencedMap<String, PackageFile> files = new LinkedHashMap<>();
    for (String path : paths) {
      Path file = folder.resolve(path);
      boolean executable = bins.contains(path) || Files.isExecutable(file);
      files.put(path, new PackageFile(text(file), executable ? EXECUTABLE : PLAIN));
    }
    return new PackageContents(versionIn(folder), files);
  }

  private static boolean isInstalled(Path folder) {
    return folder.toString().replace('\\', '/').matches(".*(^|/)node_modules/(@[^/]+/)?[^/]+");
  }

  private static List<String> all(Path folder, String prefix) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted(Comparator.comparing(Path::toString)).toList()) {
        String name = prefix + entry.getFileName();
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (!name.equals("node_modules")) {
            found.addAll(all(entry, name + "/"));
          }
        } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          found.add(name);
        }
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "list", folder);
    }
    return found;
  }

  private static String versionIn(Path folder) {
    return ManifestFile.readOrEmpty(folder.resolve("package.json"))
        .map(Manifest::version)
        .orElse("undefined");
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
