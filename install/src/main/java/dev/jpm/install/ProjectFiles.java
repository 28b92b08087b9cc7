package dev.jpm.install;

import dev.jpm.fs.FileErrors;
import dev.jpm.linker.ActualTree;
import dev.jpm.linker.Layout;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.lockfile.foreign.PnpmWorkspace;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.protocol.Catalogs;
import dev.jpm.model.protocol.ProtocolSpecs;
import dev.jpm.model.protocol.Workspaces;
import dev.jpm.model.protocol.Workspaces.Workspace;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param protocols what specs that npm lacks mean in this project
 */
public record ProjectFiles(
    Path folder,
    PackageJsonFile packageJson,
    @Nullable PackageLock lock,
    Path lockFile,
    @Nullable String lockText,
    SequencedMap<String, String> workspaces,
    ProtocolSpecs protocols) {
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
    Manifest written = packageJson.manifest();
    Workspaces workspaces = workspaces(folder, written);
    return new ProjectFiles(
        folder,
        packageJson,
        lockText == null ? null : PackageLock.read(lockText, lockFile.toString()),
        lockFile,
        lockText,
        paths(workspaces),
        new ProtocolSpecs(workspaces, () -> catalogs(folder, written)));
  }

  /** The same project with another package.json, of the same workspaces and catalogs. */
  ProjectFiles withPackageJson(PackageJsonFile other) {
    return new ProjectFiles(folder, other, lock, lockFile, lockText, workspaces, protocols);
  }

  /** The same project with another lockfile. */
  ProjectFiles withLock(String text) {
    PackageLock read = PackageLock.read(text, lockFile.toString());
    return new ProjectFiles(folder, packageJson, read, lockFile, text, workspaces, protocols);
  }

  private static SequencedMap<String, String> paths(Workspaces workspaces) {
    SequencedMap<String, String> paths = new LinkedHashMap<>();
    workspaces.byName().forEach((name, workspace) -> paths.put(name, workspace.path()));
    return paths;
  }

  /** Those of package.json, or where it has none, those that pnpm would read. */
  private static Catalogs catalogs(Path folder, Manifest root) {
    Catalogs own = Catalogs.of(root);
    String pnpms = own.isEmpty() ? readIfThere(folder.resolve(PnpmWorkspace.FILE)) : null;
    return pnpms == null ? own : PnpmWorkspace.read(pnpms).catalogs();
  }

  /** The project's manifest, as npm reasons about it, with npm's specs alone. */
  public Manifest manifest() {
    return protocols.installed(packageJson.manifest(), "");
  }

  /**
   * The package.json files of the project and its workspaces by folder, {@code ""} for the project.
   *
   * @param asWritten whether with the specs that stand there; else with npm's alone
   */
  public SequencedMap<String, Manifest> manifests(boolean asWritten) {
    SequencedMap<String, Manifest> manifests = new LinkedHashMap<>();
    List<String> folders = new ArrayList<>(List.of(""));
    folders.addAll(workspaces.values());
    for (String path : folders) {
      PackageJsonFile file = path.isEmpty() ? packageJson : packageJsonIn(folder.resolve(path));
      if (file != null) {
        Manifest written = file.manifest();
        manifests.put(path, asWritten ? written : protocols.installed(written, path));
      }
    }
    return manifests;
  }

  /**
   * The manifest of another folder, as {@link #manifest()}; empty where there is none.
   *
   * @param path of the folder from the project's
   */
  Optional<Manifest> manifestIn(String path) {
    PackageJsonFile file = packageJsonIn(folder.resolve(path).normalize());
    return Optional.ofNullable(file).map(found -> protocols.installed(found.manifest(), path));
  }

  /** What is on disk, as {@link ActualTree#load} reads it, with npm's specs alone. */
  ActualTree actual(Layout layout, @Nullable Tree locked) {
    ActualTree actual = ActualTree.load(layout, manifest(), locked);
    return new ActualTree(withNpmSpecs(actual.tree()), actual.trusted(), actual.hiddenLockfile());
  }

  /** The tree with npm's specs alone in the packages that lie outside node_modules. */
  public Tree withNpmSpecs(Tree tree) {
    List<Node> nodes = new ArrayList<>(tree.nodes().size());
    boolean changed = false;
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode here && !here.location().isInNodeModules()) {
        Manifest manifest = protocols.installed(here.manifest(), here.location().value());
        changed |= !manifest.equals(here.manifest());
        nodes.add(here.withManifest(manifest));
      } else {
        nodes.add(node);
      }
    }
    return changed ? Tree.of(nodes) : tree;
  }

  /** The package.json of another folder of the project; null where there is none. */
  static @Nullable PackageJsonFile packageJsonIn(Path folder) {
    Path file = folder.resolve("package.json");
    String text = readIfThere(file);
    return text == null ? null : PackageJsonFile.parse(text, file.toString());
  }

  private static Workspaces workspaces(Path folder, Manifest root) {
    WorkspacePatterns patterns = WorkspacePatterns.of(root);
    SequencedMap<String, Workspace> found = new LinkedHashMap<>();
    if (patterns.isEmpty()) {
      return Workspaces.none();
    }
    try {
      for (String path : new WorkspaceFolders(folder, patterns).find()) {
        PackageJsonFile file = packageJsonIn(folder.resolve(path));
        Manifest manifest = file == null ? null : file.manifest();
        String name = manifest == null ? null : manifest.name();
        Workspace workspace = new Workspace(path, manifest == null ? null : manifest.version());
        Workspace other =
            found.putIfAbsent(
                name == null ? nameFromFolder(folder.resolve(path)) : name, workspace);
        if (other != null && !other.path().equals(path)) {
          throw duplicate(name, other.path(), path);
        }
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "list", folder);
    }
    return new Workspaces(found);
  }

  private static String nameFromFolder(Path folder) {
    Path path = folder.normalize();
    Path own = path.getFileName();
    String last = own == null ? "" : own.toString();
    Path parent = path.getParent();
    Path scope = parent == null ? null : parent.getFileName();
    return scope != null && scope.toString().startsWith("@") ? scope + "/" + last : last;
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
