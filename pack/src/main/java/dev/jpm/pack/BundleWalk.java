package dev.jpm.pack;

import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The bundled dependencies of a package, as they lie in its node_modules: those that it names, and
 * all that these depend on. What is not installed is not bundled.
 */
final class BundleWalk {
  private final Path root;
  private final Set<Path> seen = new HashSet<>();

  BundleWalk(Path root) {
    this.root = root;
  }

  /** Adds their files, relative to the package. */
  void addTo(Set<String> files, Manifest manifest) throws IOException {
    for (String name : manifest.bundleDependencies()) {
      boolean shipped =
          manifest.dependencies().containsKey(name)
              || manifest.optionalDependencies().containsKey(name);
      if (shipped) {
        add(files, root, name);
      }
    }
  }

  private void add(Set<String> files, Path from, String name) throws IOException {
    Path folder = find(from, name);
    if (folder == null || !seen.add(folder)) {
      return;
    }
    Manifest manifest = manifest(folder.resolve("package.json"));
    Set<String> own = new LinkedHashSet<>();
    PackWalk.ofBundled(folder, manifest).addTo(own);
    String prefix = root.relativize(folder).toString().replace('\\', '/') + "/";
    own.forEach(file -> files.add(prefix + file));
    Set<String> needed = new LinkedHashSet<>(manifest.dependencies().keySet());
    needed.addAll(manifest.optionalDependencies().keySet());
    for (String dependency : needed) {
      add(files, folder, dependency);
    }
  }

  /** What a package says of itself; nothing where it has no package.json. */
  private static Manifest manifest(Path packageJson) throws IOException {
    return Files.isRegularFile(packageJson)
        ? ManifestNormalizer.ofPackageJson(
            JsonText.parseObject(Files.readString(packageJson), packageJson.toString()))
        : new Manifest(JsonNodeFactory.instance.objectNode());
  }

  /** The nearest installed package of that name, from {@code from} up to the root. */
  private @Nullable Path find(Path from, String name) {
    for (Path at = from; at != null && at.startsWith(root); at = at.getParent()) {
      Path there = at.resolve("node_modules").resolve(name);
      if (Files.isDirectory(there)) {
        return there;
      }
    }
    return null;
  }
}
