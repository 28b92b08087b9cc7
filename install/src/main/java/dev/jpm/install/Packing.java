package dev.jpm.install;

import dev.jpm.cache.StoredPackage;
import dev.jpm.fs.FileErrors;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.lockfile.PackageJsonFix;
import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.pack.PackList;
import dev.jpm.pack.PackTarball;
import dev.jpm.pack.ProjectIgnores;
import dev.jpm.runtime.PackageScripts;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.ScriptFailedException;
import dev.jpm.runtime.ScriptRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes tarballs of packages as they are published: of folders, with their scripts, and of what a
 * registry has. Specs that npm lacks are npm's in the tarball's package.json.
 */
public final class Packing {
  private static final String PACKAGE_JSON = "package.json";

  private final Workbench bench;
  private final Collection<Path> workspaces;

  /**
   * Packs for one call.
   *
   * @param workspaces the folders that the user chose with {@code --workspace}
   */
  public Packing(Workbench bench, Collection<Path> workspaces) {
    this.bench = bench;
    this.workspaces = List.copyOf(workspaces);
  }

  /**
   * The manifest that a folder would be packed with.
   *
   * @throws JpmException ENOENT, EJSONPARSE; EUSAGE where name or version is missing; EWORKSPACE,
   *     ECATALOG
   */
  public Manifest manifest(Path folder) {
    return manifest(packageJson(folder));
  }

  /**
   * Packs a folder: {@code prepack}, {@code prepare}, the tarball, {@code postpack}.
   *
   * @param use hears of the tarball before {@code postpack} runs
   * @throws ScriptFailedException where a script fails
   * @throws JpmException as {@link #manifest} does
   */
  public Packed folder(Path folder, Consumer<Packed> use) {
    Manifest before = manifest(folder);
    run(folder, before, "prepack");
    run(folder, before, "prepare");
    PackageJsonFile packageJson = packageJson(folder);
    Manifest manifest = manifest(packageJson);
    PackTarball tarball = new PackTarball(folder, manifest);
    if (packageJson.isChanged()) {
      tarball = tarball.with(PACKAGE_JSON, packageJson.text().getBytes(StandardCharsets.UTF_8));
    }
    warnOfGitignore(folder, manifest);
    List<String> around = ProjectIgnores.of(bench.surroundings().localPrefix(), folder, workspaces);
    Packed packed =
        packed(
            manifest,
            packageJson.json(),
            bytes(folder, tarball, PackList.of(folder, manifest, around)));
    use.accept(packed);
    run(folder, manifest, "postpack");
    return packed;
  }

  /**
   * The tarball of what a registry has, or a URL.
   *
   * @throws JpmException as {@link PackagePicker#tarballOf} does
   */
  public Packed published(String typed) {
    StoredPackage stored = bench.tarballs().fetch(new PackagePicker(bench).tarballOf(typed));
    return packed(stored, read(bench.store().tarball(stored.integrity()).orElseThrow()));
  }

  /** What a tarball on this machine is. */
  public Packed file(Path tarball) {
    if (!Files.exists(tarball)) {
      throw JpmException.of(ErrorCode.ENOENT, "There is no file " + tarball);
    }
    StoredPackage stored = PackageFolder.store(bench, tarball);
    return packed(stored, read(tarball));
  }

  private void warnOfGitignore(Path folder, Manifest manifest) {
    if (manifest.field("files") == null
        && Files.exists(folder.resolve(".gitignore"))
        && !Files.exists(folder.resolve(".npmignore"))) {
      bench
          .surroundings()
          .reporter()
          .on(
              new Event.Warning(
                  "gitignore-fallback",
                  "No .npmignore file found, using .gitignore for file exclusion. Consider creating"
                      + " a .npmignore file to explicitly control published files."));
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** As npm reasons about it when it packs: put right, which the file itself is not. */
  private static Manifest manifest(PackageJsonFile packageJson) {
    return ManifestNormalizer.ofPackageJson(PackageJsonFix.of(packageJson).json().deepCopy());
  }

  private static byte[] bytes(Path folder, PackTarball tarball, List<String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      tarball.write(files, bytes);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", folder);
    }
    return bytes.toByteArray();
  }

  private static Packed packed(Manifest manifest, ObjectNode packageJson, byte[] tarball) {
    String name = manifest.name();
    String version = manifest.version();
    if (name == null || name.isEmpty() || version == null || version.isEmpty()) {
      throw JpmException.of(ErrorCode.EUSAGE, "Invalid package, must have name and version");
    }
    return new Packed(name, version, manifest, packageJson, tarball);
  }

  private static Packed packed(StoredPackage stored, byte[] tarball) {
    Manifest manifest = PackageFolder.manifest(stored.folder());
    return packed(manifest, manifest.json(), tarball);
  }

  /** The folder's package.json with npm's specs alone. */
  private PackageJsonFile packageJson(Path folder) {
    PackageJsonFile file = ProjectFiles.packageJsonIn(folder);
    if (file == null) {
      throw JpmException.of(ErrorCode.ENOENT, "Could not read package.json in " + folder);
    }
    Manifest written = new Manifest(file.json());
    ProjectFiles project = projectOf(folder);
    String path = project.folder().relativize(folder).toString().replace('\\', '/');
    ObjectNode published = project.protocols().published(written, path).json();
    return file.withJson(published);
  }

  /** The project that the user stands in where the folder is of it, else the folder's own. */
  private ProjectFiles projectOf(Path folder) {
    ProjectFiles around = ProjectFiles.load(bench.surroundings().localPrefix(), false);
    boolean inside =
        around.workspaces().values().stream()
            .anyMatch(path -> around.folder().resolve(path).normalize().equals(folder));
    return inside ? around : ProjectFiles.load(folder, false);
  }

  /**
   * Runs one of the package's scripts, where it has it and scripts are wanted.
   *
   * @throws ScriptFailedException where it fails
   */
  public void run(Path folder, Manifest manifest, String event) {
    String script = manifest.scripts().getOrDefault(event, "");
    if (script.isEmpty() || bench.settings().flag("ignore-scripts")) {
      return;
    }
    Surroundings around = bench.surroundings();
    String shell = bench.settings().text("script-shell");
    new PackageScripts(
            new ScriptRunner(around.standard(), around.reporter()),
            Runtimes.of(bench, folder, manifest).scripts(folder),
            shell.isEmpty() ? null : shell)
        .firstFailure(
            new RunPlan(List.of(new RunPlan.Step(event, script, List.of()))), folder, manifest)
        .ifPresent(failure -> {
          throw new ScriptFailedException(failure);
        });
  }
}
