package dev.jpm.cli.work;

import dev.jpm.cli.ManifestFile;
import dev.jpm.model.Manifest;
import java.nio.file.Path;

/**
 * A package whose scripts are run.
 *
 * @param workspace its name where it is a workspace, else empty
 */
record ScriptFolder(String workspace, Path folder, Manifest manifest) {

  static ScriptFolder in(String workspace, Path folder) {
    return new ScriptFolder(workspace, folder, ManifestFile.read(folder.resolve("package.json")));
  }

  /** The package as npm tells it: name@version where it has both. */
  String id() {
    String name = manifest.name();
    String version = manifest.version();
    if (name == null) {
      return folder.getFileName() == null ? "" : folder.getFileName().toString();
    }
    return version == null ? name : name + "@" + version;
  }
}
