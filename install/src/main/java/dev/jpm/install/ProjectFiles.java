package dev.jpm.install;

import dev.jpm.fs.FileErrors;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A project as its files describe it, read once.
 *
 * @param folder the project's, absolute
 * @param packageJson the file, or an empty one where there is none
 * @param lock the lockfile, or null where there is none or none is wanted
 * @param lockFile where the lockfile lies or is to be written
 * @param lockText the lockfile's text as it was read, or null
 * @param workspaces folders by package name, relative to the project, in npm's order
 */
public record ProjectFiles(
    Path folder,
    PackageJsonFile packageJson,
    @Nullable PackageLock lock,
    Path lockFile,
    @Nullable String lockText,
    SequencedMap<String, String> workspaces) {
  private static final String SHRINKWRAP = "npm-shrinkwrap.json";
  private static final String LOCKFILE = "package-lock.json";

  public ProjectFiles {
    workspaces = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(workspaces));
  }

  /**
   * Reads the project in {@code folder}. A missing package.json counts as an empty one.
   *
   * @param withLock whether the lockfile counts ({@code --no-package-lock})
   * @throws JpmException EJSONPARSE with file, line and column; ELOCKFILEVERSION
   */
  public static ProjectFiles load(Path folder, boolean withLock) {
    String text = readIfThere(folder.resolve("package.json"));
    PackageJsonFile packageJson =
        text == null
            ? PackageJsonFile.create()
            : PackageJsonFile.parse(text, folder.resolve("package.json").toString());
    Path lockFile = folder.resolve(SHRINKWRAP);
    String lockText = withLock ? readIfThere(lockFile) : null;
    if (lockText == null) {
      lockFile = folder.resolve(LOCKFILE);
      lockText = withLock ? readIfThere(lockFile) : null;
    }
    return new ProjectFiles(
        folder,
        packageJson,
        lockText == null ? null : PackageLock.read(lockText, lockFile.toString()),
        lockFile,
        lockText,
        workspaces(folder, packageJson.manifest()));
  }

  /** The project's manifest, as npm reasons about it. */
  public Manifest manifest() {
    return packageJson.manifest();
  }

  /** The package.json of another folder of the project; null where there is none. */
  static @Nullable PackageJsonFile packageJsonIn(Path folder) {
    Path file = folder.resolve("package.json");
    String text = readIfThere(file);
    return text == null ? null : PackageJsonFile.parse(text, file.toString());
  }

  private static SequencedMap<String, String> workspaces(Path folder, Manifest manifest) {
    WorkspacePatterns patterns = WorkspacePatterns.of(manifest);
    SequencedMap<String, String> found = new LinkedHashMap<>();
    if (patterns.isEmpty()) {
      return found;
    }
    try {
      for (String path : new WorkspaceFolders(folder, patterns).find()) {
        PackageJsonFile file = packageJsonIn(folder.resolve(path));
        String name = file == null ? null : file.manifest().name();
        String other = found.putIfAbsent(name == null ? nameFromFolder(path) : name, path);
        if (other != null && !other.equals(path)) {
          throw duplicate(name, other, path);
        }
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "list", folder);
    }
    return found;
  }

  private static String nameFromFolder(String path) {
    String[] segments = path.split("/", -1);
    String last = segments[segments.length - 1];
    boolean scoped = segments.length > 1 && segments[segments.length - 2].startsWith("@");
    return scoped ? segments[segments.length - 2] + "/" + last : last;
  }

  private static JpmException duplicate(@Nullable String name, String one, String other) {
    return JpmException.of(
            ErrorCode.EDUPLICATEWORKSPACE,
            "Two workspaces are called " + name + ": " + one + " and " + other)
        .withHint("Give one of them another name in its package.json");
  }

  static @Nullable String readIfThere(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** The text of a file of the project, or null; for .nvmrc and the like. */
  Map<String, String> texts(String... names) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names) {
      String text = readIfThere(folder.resolve(name));
      if (text != null) {
        texts.put(name, text);
      }
    }
    return texts;
  }
}
