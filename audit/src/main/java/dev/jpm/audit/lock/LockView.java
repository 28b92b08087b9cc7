package dev.jpm.audit.lock;

import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedFile;
import dev.jpm.lockfile.entry.LockedFile.Importer;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lockfile with what rules ask of it. */
final class LockView {
  private final LockedFile file;
  private final Map<String, Manifest> manifests;
  private final Set<String> folders;
  private final Origins origins;
  private final @Nullable Tree tree;
  private final Map<String, List<Requirement>> askers = new LinkedHashMap<>();
  private final Map<String, List<Requirement>> asked = new LinkedHashMap<>();
  private final Set<String> overridden;
  private @Nullable Set<String> reached;

  /** A view of {@code lock}. */
  LockView(LockText lock, Origins origins) {
    this.tree = lock.tree();
    this.manifests = lock.manifests();
    this.folders = manifests.isEmpty() ? Set.of() : Folders.of(lock.lock(), manifests.keySet());
    this.file =
        manifests.isEmpty()
            ? lock.lock()
            : lock.lock().asking(Folders.asking(lock.lock(), folders));
    this.origins = origins;
    this.overridden = Overrides.of(manifests.values());
    for (Requirement requirement : file.requirements()) {
      asked.computeIfAbsent(requirement.from(), _ -> new ArrayList<>()).add(requirement);
      String to = requirement.to();
      if (to != null) {
        askers.computeIfAbsent(to, _ -> new ArrayList<>()).add(requirement);
      }
    }
  }

  LockedFile file() {
    return file;
  }

  LockFormat format() {
    return file.format();
  }

  Collection<LockedPackage> packages() {
    return file.packages().values();
  }

  @Nullable Tree tree() {
    return tree;
  }

  Origins origins() {
    return origins;
  }

  Map<String, Manifest> manifests() {
    return manifests;
  }

  /** Whether a folder of the project has that name, so that no lockfile need hold it. */
  boolean isWorkspace(String name) {
    return manifests.values().stream().anyMatch(manifest -> name.equals(manifest.name()));
  }

  /** Whether a package.json puts something else in the place of what is asked for by that name. */
  boolean isOverridden(String name) {
    return overridden.contains(name);
  }

  /** Whether the project or a workspace lies in that folder. */
  boolean isFolder(String folder) {
    SequencedMap<String, Importer> importers = file.importers();
    return manifests.isEmpty()
        ? importers != null && importers.containsKey(folder)
        : manifests.containsKey(folder);
  }

  /** Who gets {@code entry}. */
  List<Requirement> askers(LockedPackage entry) {
    return askers.getOrDefault(entry.key(), List.of());
  }

  /** Whether {@code folder} may ask for packages in the project's name. */
  boolean mayAsk(String folder) {
    return manifests.isEmpty() || folders.contains(Folders.plain(folder));
  }

  /** Whether the project or a workspace itself asks for it by a spec that begins like this. */
  boolean isAskedAs(LockedPackage entry, String... beginnings) {
    return askers(entry).stream()
        .filter(Requirement::importer)
        .anyMatch(asker -> {
          for (String beginning : beginnings) {
            if (asker.spec().startsWith(beginning)) {
              return true;
            }
          }
          return false;
        });
  }

  /** Whether somebody asks for just this URL, so that no registry is meant. */
  boolean isAskedByUrl(LockedPackage entry) {
    String url = entry.url();
    return url != null
        && askers(entry).stream()
            .map(Requirement::spec)
            .anyMatch(spec -> spec.startsWith("http") && isSameUrl(spec, url));
  }

  /** What follows the hash sign is a digest, or meant for nobody. */
  static boolean isSameUrl(String one, String other) {
    return one.replaceFirst("#.*", "").equals(other.replaceFirst("#.*", ""));
  }

  /** Whether it is known what the project asks for. */
  boolean knowsImporters() {
    return file.requirements().stream().anyMatch(Requirement::importer) || !manifests.isEmpty();
  }

  /** The keys of all entries that the project needs, directly or not. */
  Set<String> reached() {
    Set<String> known = reached;
    if (known == null) {
      known = reach();
      reached = known;
    }
    return known;
  }

  private Set<String> reach() {
    Set<String> found = new HashSet<>();
    Deque<String> waiting = new ArrayDeque<>();
    for (Requirement requirement : file.requirements()) {
      if (requirement.importer()) {
        visit(requirement, found, waiting);
      }
    }
    while (!waiting.isEmpty()) {
      asked
          .getOrDefault(waiting.remove(), List.of())
          .forEach(requirement -> visit(requirement, found, waiting));
    }
    return found;
  }

  /** Whether it is what somebody's repository is at a commit, so that no registry is meant. */
  boolean isHostedArchive(LockedPackage entry) {
    return askers(entry).stream().anyMatch(asker -> HostedArchive.isOf(asker, entry));
  }

  private static void visit(Requirement requirement, Set<String> found, Deque<String> waiting) {
    String to = requirement.to();
    if (to != null && found.add(to)) {
      waiting.add(to);
    }
  }
}
