package dev.jpm.install;

import dev.jpm.config.Settings;
import dev.jpm.fs.AtomicFile;
import dev.jpm.linker.Layout;
import dev.jpm.lockfile.LockWriter;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.Manifest;
import dev.jpm.model.protocol.AskedSpecs;
import dev.jpm.model.tree.EdgeFindings;
import dev.jpm.model.tree.Location;
import dev.jpm.resolver.Resolution;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was decided: package.json files and the lockfile, each only where it differs.
 */
final class Save {
  private final Settings settings;
  private final ProjectFiles project;
  private final AskedSpecs asked;
  private final InstallRequest request;
  private final Layout layout;
  private @Nullable String lockText;

  Save(
      Workbench bench,
      ProjectFiles project,
      AskedSpecs asked,
      InstallRequest request,
      Layout layout) {
    this.settings = bench.settings();
    this.project = project;
    this.asked = asked;
    this.request = request;
    this.layout = layout;
  }

  /** Answers whether any file differed. */
  boolean run(Resolution.Resolved resolved) {
    if (layout.global()) {
      return false;
    }
    boolean wrote = false;
    if (request.save()) {
      for (Map.Entry<Location, Manifest> saved : resolved.saved().entrySet()) {
        wrote |= savePackageJson(saved.getKey(), saved.getValue());
      }
    }
    LockfileImport imported = request.imported();
    if (imported != null && imported.changesPackageJson()) {
      AtomicFile.write(
          project.folder().resolve("package.json"), imported.rules().packageJson().text());
      wrote = true;
    }
    if (savesLock()) {
      String text = lockText(resolved);
      if (!text.equals(project.lockText())) {
        AtomicFile.write(project.lockFile(), text);
        wrote = true;
      }
    }
    return wrote;
  }

  private boolean savesLock() {
    return (request.save() || request.updates()) && usesPackageLock(settings);
  }

  /** The text of the lockfile that {@code resolved} makes; made once. */
  synchronized String lockText(Resolution.Resolved resolved) {
    String made = lockText;
    if (made == null) {
      made = LockWriter.write(resolved.tree(), options().with(resolved.findings()));
      lockText = made;
    }
    return made;
  }

  /** Whether package-lock.json is read and written; always where nothing else is. */
  static boolean usesPackageLock(Settings settings) {
    return settings.flag("package-lock") || settings.flag("package-lock-only");
  }

  private boolean savePackageJson(Location place, Manifest manifest) {
    Path folder = layout.folder(place);
    PackageJsonFile before = place.isRoot() ? project.packageJson() : packageJsonIn(folder);
    Manifest written =
        asked.written(before.manifest(), manifest, place.value(), project.protocols());
    PackageJsonFile after = before.withDependencies(written);
    if (after.isChanged()) {
      AtomicFile.write(folder.resolve("package.json"), after.text());
    }
    return after.isChanged();
  }

  private static PackageJsonFile packageJsonIn(Path folder) {
    PackageJsonFile file = ProjectFiles.packageJsonIn(folder);
    return file == null ? PackageJsonFile.create() : file;
  }

  /** How lockfiles of this project are written. */
  LockWriter.Options options() {
    boolean read = project.lock() != null && usesPackageLock(settings);
    return options(settings, project, request.frozen() || read || savesLock());
  }

  static LockWriter.Options options(Settings settings, ProjectFiles project, boolean named) {
    @Nullable PackageLock previous = project.lock();
    String set = settings.text("lockfile-version");
    int kept = previous == null ? PackageLock.DEFAULT_VERSION : previous.versionToWrite();
    int version = set.isEmpty() ? kept : Integer.parseInt(set);
    return new LockWriter.Options(
        version,
        project.packageJson().style(),
        !settings.flag("format-package-lock"),
        project.folder().getFileName() == null ? "" : project.folder().getFileName().toString(),
        settings.flag("omit-lockfile-registry-resolved"),
        !named,
        settings.flag("legacy-peer-deps") ? EdgeFindings.NO_PEERS : EdgeFindings.NONE,
        previous);
  }
}
