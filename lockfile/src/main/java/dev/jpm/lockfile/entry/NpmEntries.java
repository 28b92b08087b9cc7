package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.LockedPackage.Lines;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.model.tree.Location;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries under {@code packages} of npm's lockfiles. */
final class NpmEntries {
  private static final Map<String, DepFlag> FLAGS =
      Map.of(
          "dev", DepFlag.DEV,
          "optional", DepFlag.OPTIONAL,
          "devOptional", DepFlag.DEV_OPTIONAL,
          "peer", DepFlag.PEER,
          "extraneous", DepFlag.EXTRANEOUS);

  private final Fields lock;
  private final SequencedMap<String, Lined> entries;
  private final Requirements requirements = new Requirements((from, name, _) -> find(from, name));
  private final SequencedMap<String, LockedPackage> packages = new LinkedHashMap<>();
  private final SequencedMap<String, LockedFile.Importer> importers = new LinkedHashMap<>();

  private final Set<String> bundlers = new HashSet<>();

  private NpmEntries(Fields lock) {
    this.lock = lock;
    this.entries = lock.at("packages").fields();
  }

  static LockedFile read(Fields lock) {
    return new NpmEntries(lock).read();
  }

  private LockedFile read() {
    entries.forEach((key, value) -> {
      if (value instanceof Fields entry) {
        boolean link = entry.isTrue("link");
        boolean importer = key.isEmpty() || isFolder(key);
        if (entry.fields().containsKey("bundleDependencies")) {
          bundlers.add(key);
        }
        if (!key.isEmpty()) {
          packages.put(key, link ? link(key, entry) : entry(key, entry));
        }
        if (importer) {
          importers.put(key, Requirements.importer(entry));
        }
        if (link) {
          addTarget(key, entry);
        } else {
          requirements.addSections(key, importer, entry);
        }
      }
    });
    workspaces();
    SequencedMap<String, Integer> repeated = new LinkedHashMap<>(lock.repeated());
    repeated.putAll(lock.at("packages").repeated());
    entries
        .values()
        .forEach(value -> {
          if (value instanceof Fields entry) {
            repeated.putAll(entry.repeated());
          }
        });
    return new LockedFile(
        LockFormat.NPM,
        packages,
        requirements.all(),
        importers,
        repeated,
        bundlers,
        OldNpmEntries.read(lock, Map.of()).packages());
  }

  /** A folder in or beside the project, and no place in any node_modules. */
  private static boolean isFolder(String key) {
    return !new Location(key).isInNodeModules();
  }

  private LockedPackage entry(String key, Fields entry) {
    String asked = new Location(key).folderName();
    String name = entry.text("name");
    String resolved = entry.text("resolved");
    return new LockedPackage(
        key,
        name == null ? asked : name,
        asked,
        entry.text("version"),
        isFolder(key) ? new Source.Workspace(key) : Source.of(resolved),
        entry.text("integrity"),
        flags(entry),
        entry.isTrue("inBundle"),
        entry.isTrue("hasInstallScript"),
        entry.text("license"),
        lines(entry, "resolved"));
  }

  static Lines lines(Fields entry, String source) {
    return new Lines(
        entry.line(), entry.lineOf("version"), entry.lineOf(source), entry.lineOf("integrity"));
  }

  static Set<DepFlag> flags(Fields entry) {
    Set<DepFlag> flags = EnumSet.noneOf(DepFlag.class);
    FLAGS.forEach((key, flag) -> {
      if (entry.isTrue(key)) {
        flags.add(flag);
      }
    });
    return flags;
  }

  /** A link has the name of the folder that it leads to, whatever stands there. */
  private static LockedPackage link(String key, Fields entry) {
    String name = new Location(key).folderName();
    String target = entry.text("resolved");
    return new LockedPackage(
        key,
        name,
        name,
        null,
        new Source.Folder(target == null ? "" : target),
        null,
        flags(entry),
        false,
        false,
        null,
        lines(entry, "resolved"));
  }

  private void addTarget(String key, Fields link) {
    String target = link.text("resolved");
    String found = target != null && entries.containsKey(target) ? target : null;
    String spec = "file:" + (target == null ? "" : target);
    requirements.add(
        new Requirement(key, false, key, spec, EdgeType.PROD, found, link.lineOf("resolved")));
  }

  /** The project needs its workspaces though no section of its says so. */
  private void workspaces() {
    if (!(entries.get("") instanceof Fields root) || !root.fields().containsKey("workspaces")) {
      return;
    }
    packages.forEach((key, found) -> {
      Location place = new Location(key);
      if (found.source() instanceof Source.Folder
          && place.isInNodeModules()
          && place.holder().isRoot()) {
        requirements.add(
            new Requirement(
                "", true, found.asked(), "file:", EdgeType.WORKSPACE, key, found.lines().entry()));
      }
    });
  }

  /** As Node.js finds it: in the folder's own node_modules, then in those further out. */
  private @Nullable String find(String from, String name) {
    return find(entries, from, name);
  }

  static @Nullable String find(Map<String, ?> entries, String from, String name) {
    Location place = new Location(from);
    while (true) {
      String key = place.child(name).value();
      if (entries.containsKey(key)) {
        return key;
      }
      if (place.isRoot()) {
        return null;
      }
      place = above(place);
    }
  }

  private static Location above(Location place) {
    if (place.isInNodeModules()) {
      return place.holder();
    }
    int slash = place.value().lastIndexOf('/');
    return slash < 0 ? Location.ROOT : new Location(place.value().substring(0, slash));
  }
}
