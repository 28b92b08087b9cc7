package dev.jpm.install;

import dev.jpm.fs.Folders;
import dev.jpm.fs.Links;
import dev.jpm.linker.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The packages of the machine, which no package.json asks for. */
final class GlobalPackages {
  private GlobalPackages() {}

  /**
   * Specs that bring global packages to their latest versions: of those named, or of all where none
   * are. A link stays the link that it is.
   */
  static List<String> updates(Layout layout, List<String> names) {
    List<String> specs = new ArrayList<>();
    for (String name : installed(layout.nodeModules())) {
      if (names.isEmpty() || names.contains(name)) {
        Path folder = layout.nodeModules().resolve(name);
        Optional<Path> target =
            Files.isSymbolicLink(folder) ? Links.targetOf(folder) : Optional.empty();
        specs.add(name + "@" + target.map(to -> "file:" + to).orElse("*"));
      }
    }
    return specs;
  }

  private static List<String> installed(Path nodeModules) {
    List<String> names = new ArrayList<>();
    for (Path entry : Folders.entries(nodeModules)) {
      String name = entry.getFileName().toString();
      if (name.startsWith("@")) {
        Folders.entries(entry).forEach(inner -> addVisible(names, name + "/", inner));
      } else {
        addVisible(names, "", entry);
      }
    }
    return names;
  }

  private static void addVisible(List<String> names, String scope, Path folder) {
    String name = folder.getFileName().toString();
    if (!name.startsWith(".")) {
      names.add(scope + name);
    }
  }
}
