package dev.jpm.install;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.glob.Braces;
import dev.jpm.model.glob.Glob;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/** Finds the folders that workspace patterns name, in npm's order: by pattern, then by name. */
public final class WorkspaceFolders {
  private final Path project;
  private final WorkspacePatterns patterns;

  WorkspaceFolders(Path project, WorkspacePatterns patterns) {
    this.project = project;
    this.patterns = patterns;
  }

  /**
   * Whether {@code folder} is one of the workspaces that the package.json in {@code rootFolder}
   * names; a field that cannot be read names none.
   */
  public static boolean contains(Manifest root, Path rootFolder, Path folder) {
    if (!folder.startsWith(rootFolder) || folder.equals(rootFolder)) {
      return false;
    }
    try {
      String path = rootFolder.relativize(folder).toString().replace('\\', '/');
      return !("/" + path).contains("/node_modules/") && WorkspacePatterns.of(root).contains(path);
    } catch (JpmException e) {
      return false;
    }
  }

  /** Paths relative to the project, {@code /} between segments, of folders with a package.json. */
  SequencedSet<String> find() throws IOException {
    SequencedSet<String> found = new LinkedHashSet<>();
    for (String pattern : patterns.included()) {
      Set<String> matches = new TreeSet<>(LocaleOrder.ENGLISH);
      for (String plain : Braces.expand(pattern)) {
        walk("", List.of(plain.split("/")), matches);
      }
      found.addAll(matches);
    }
    return found;
  }

  private void walk(String at, List<String> segments, Set<String> matches) throws IOException {
    if (segments.isEmpty()) {
      if (!patterns.excludes(at)
          && Files.isRegularFile(project.resolve(at).resolve("package.json"))) {
        matches.add(at);
      }
      return;
    }
    String segment = segments.getFirst();
    List<String> rest = segments.subList(1, segments.size());
    if (segment.equals(".") || segment.isEmpty()) {
      walk(at, rest, matches);
    } else if (segment.equals("**")) {
      walk(at, rest, matches);
      for (String name : folders(at, true)) {
        walk(join(at, name), segments, matches);
      }
    } else if (Glob.isMagic(segment)) {
      Glob glob = Glob.of(segment);
      for (String name : folders(at, false)) {
        if (glob.matches(name)) {
          walk(join(at, name), rest, matches);
        }
      }
    } else if (Files.isDirectory(project.resolve(at).resolve(segment))) {
      walk(join(at, segment), rest, matches);
    }
  }

  /** Folder names in {@code at}; for {@code **} without links, which could lead in circles. */
  private List<String> folders(String at, boolean withoutLinks) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(project.resolve(at))) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean folder =
            withoutLinks
                ? Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                : Files.isDirectory(entry);
        if (folder && !name.equals("node_modules") && !(withoutLinks && name.startsWith("."))) {
          names.add(name);
        }
      }
    }
    names.sort(LocaleOrder.ENGLISH);
    return names;
  }

  private static String join(String at, String name) {
    return at.isEmpty() ? name : at + "/" + name;
  }
}
