package dev.jpm.install;

import dev.jpm.fs.FileErrors;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.lockfile.foreign.PnpmWorkspace;
import dev.jpm.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/** The package.json files that a lockfile is to agree with, as the tool that wrote it has them. */
public final class LockfileManifests {
  private LockfileManifests() {}

  /**
   * Those beside {@code lockfile}, and of the project's folders, by folder; {@code ""} is the
   * project. Other tools' lockfiles have specs as they are written, npm's have npm's.
   */
  public static Map<String, Manifest> beside(Path lockfile) {
    Path folder = lockfile.toAbsolutePath().getParent();
    if (folder == null || !Files.isRegularFile(folder.resolve("package.json"))) {
      return Map.of();
    }
    String name = String.valueOf(lockfile.getFileName());
    String pnpms =
        name.endsWith("pnpm-lock.yaml")
            ? ProjectFiles.readIfThere(folder.resolve(PnpmWorkspace.FILE))
            : null;
    return pnpms == null
        ? ProjectFiles.load(folder, false).manifests(!name.endsWith(".json"))
        : pnpms(folder, PnpmWorkspace.read(pnpms));
  }

  private static Map<String, Manifest> pnpms(Path folder, PnpmWorkspace settings) {
    SequencedMap<String, Manifest> manifests =
        new LinkedHashMap<>(ProjectFiles.load(folder, false).manifests(true));
    if (!settings.packages().isEmpty()) {
      manifests.keySet().removeIf(path -> !path.isEmpty());
      manifests.putAll(members(folder, WorkspacePatterns.of(settings.packages())));
    }
    manifests.computeIfPresent("", (_, root) -> withOverrides(root, settings.overrides()));
    return manifests;
  }

  private static Map<String, Manifest> members(Path folder, WorkspacePatterns patterns) {
    SequencedMap<String, Manifest> members = new LinkedHashMap<>();
    try {
      for (String path : new WorkspaceFolders(folder, patterns).find()) {
        PackageJsonFile file = ProjectFiles.packageJsonIn(folder.resolve(path));
        if (file != null && !path.isEmpty()) {
          members.put(path, file.manifest());
        }
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "list", folder);
    }
    return members;
  }

  /** In the place where pnpm had them before it had a file for its settings. */
  private static Manifest withOverrides(Manifest root, Map<String, String> overrides) {
    ObjectNode json = root.json().deepCopy();
    ObjectNode pnpm = json.get("pnpm") instanceof ObjectNode own ? own : json.putObject("pnpm");
    ObjectNode rules =
        pnpm.get("overrides") instanceof ObjectNode own ? own : pnpm.putObject("overrides");
    overrides.forEach(rules::put);
    return new Manifest(json);
  }
}
