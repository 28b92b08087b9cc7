package dev.jpm.pack;

import dev.jpm.model.Manifest;
import dev.jpm.pack.PackRules.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Walks one package folder. */
final class PackWalk {
  private static final String PACKAGE_JSON = "package.json";
  private static final List<String> IGNORE_FILES = List.of(".npmignore", ".gitignore");

  private final Path root;
  private final Manifest manifest;
  private final boolean bundled;
  private final List<String> around;

  /** Whether a package.json below is read as an ignore file, as npm does in workspace roots. */
  private final boolean hasWorkspaces;

  /**
   * The walk of a package.
   *
   * @param around more lines of ignore files, which count at its top
   */
  PackWalk(Path root, Manifest manifest, List<String> around) {
    this(root, manifest, false, around);
  }

  private PackWalk(Path root, Manifest manifest, boolean bundled, List<String> around) {
    this.root = root;
    this.manifest = manifest;
    this.bundled = bundled;
    this.around = around;
    this.hasWorkspaces = manifest.field("workspaces") != null;
  }

  /** The walk of a bundled dependency, whose own ignore files do not count at its top. */
  static PackWalk ofBundled(Path root, Manifest manifest) {
    return new PackWalk(root, manifest, true, List.of());
  }

  /** Adds the package's files, relative to it. */
  void addTo(Set<String> files) throws IOException {
    List<String> names = namesIn(root);
    PackRules rules =
        names.contains(PACKAGE_JSON) ? PackRules.of(manifest, this::kindOf) : PackRules.NONE;
    List<IgnoreRule> own = new ArrayList<>();
    if (!bundled) {
      own.addAll(PackRules.DEFAULTS);
      own.addAll(IgnoreRule.read(String.join("\n", around)));
    }
    if (rules.files() != null) {
      own.addAll(rules.files());
    } else if (!bundled) {
      own.addAll(ignoreFile(root, names::contains));
    }
    own.addAll(rules.strict());
    String name = root.getFileName() == null ? "" : root.getFileName().toString();
    walk("", names, new PackFolder(null, name, false, own), rules.required(), files);
  }

  private void walk(
      String at, List<String> names, PackFolder folder, List<String> required, Set<String> files)
      throws IOException {
    for (String name : names) {
      boolean file = folder.takesFile(name);
      boolean enters = folder.entersFolder(name);
      if ((!file && !enters) || name.indexOf('*') >= 0) {
        continue;
      }
      String path = at.isEmpty() ? name : at + "/" + name;
      switch (kindOf(path)) {
        case FILE -> {
          if (file) {
            files.add(path);
          }
        }
        case FOLDER -> {
          if (enters) {
            List<String> inside = namesIn(root.resolve(path));
            List<String> requiredInside = PackRules.requiredIn(required, name);
            List<IgnoreRule> rules = rulesBelow(root.resolve(path), inside, requiredInside);
            PackFolder child = folder.child(name, folder.namesFolder(name), rules);
            walk(path, inside, child, requiredInside, files);
          }
        }
        case OTHER, NOTHING -> {}
      }
    }
  }

  private List<IgnoreRule> rulesBelow(Path folder, List<String> names, List<String> required)
      throws IOException {
    List<IgnoreRule> rules = new ArrayList<>(PackRules.DEFAULTS);
    if (hasWorkspaces && names.contains(PACKAGE_JSON)) {
      rules.addAll(IgnoreRule.read(Files.readString(folder.resolve(PACKAGE_JSON))));
    } else {
      rules.addAll(ignoreFile(folder, names::contains));
    }
    rules.addAll(PackRules.below(required));
    return rules;
  }

  /** The rules of .npmignore, or of .gitignore where there is no .npmignore. */
  private static List<IgnoreRule> ignoreFile(Path folder, Predicate<String> isThere)
      throws IOException {
    for (String name : IGNORE_FILES) {
      if (isThere.test(name)) {
        return IgnoreRule.read(Files.readString(folder.resolve(name)));
      }
    }
    return List.of();
  }

  private Kind kindOf(String path) {
    Path there = root.resolve(path.replaceFirst("^/+", ""));
    if (Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
      return Kind.FILE;
    }
    if (Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
      return Kind.FOLDER;
    }
    return Files.exists(there, LinkOption.NOFOLLOW_LINKS) ? Kind.OTHER : Kind.NOTHING;
  }

  private static List<String> namesIn(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    return names;
  }
}
