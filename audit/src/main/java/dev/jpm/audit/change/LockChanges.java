package dev.jpm.audit.change;

import dev.jpm.audit.change.Change.Kind;
import dev.jpm.lockfile.entry.LockedFile;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.LocaleOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares lockfiles package by package; what stands in several places is told once. */
final class LockChanges {
  private final List<Change> changes = new ArrayList<>();
  private int firstOfName;

  private LockChanges() {}

  static List<Change> between(LockedFile before, LockedFile after) {
    LockChanges found = new LockChanges();
    Map<String, List<LockedPackage>> old = byName(before);
    Map<String, List<LockedPackage>> now = byName(after);
    Set<String> names = new TreeSet<>(LocaleOrder.ENGLISH);
    names.addAll(old.keySet());
    names.addAll(now.keySet());
    names.forEach(name ->
        found.compare(old.getOrDefault(name, List.of()), now.getOrDefault(name, List.of())));
    return List.copyOf(found.changes);
  }

  private static Map<String, List<LockedPackage>> byName(LockedFile lock) {
    Map<String, List<LockedPackage>> names = new LinkedHashMap<>();
    for (LockedPackage entry : lock.packages().values()) {
      // What turns into a folder or a file of the project is a change like any other.
      if (!(entry.source() instanceof Source.Workspace)) {
        names.computeIfAbsent(entry.name(), _ -> new ArrayList<>()).add(entry);
      }
    }
    return names;
  }

  /** Entries of one name: the same ones first, then those in the same place, then by order. */
  private void compare(List<LockedPackage> before, List<LockedPackage> after) {
    firstOfName = changes.size();
    List<LockedPackage> old = new ArrayList<>(before);
    List<LockedPackage> now = new ArrayList<>(after);
    pair(old, now, (a, b) -> isSame(a, b) && a.key().equals(b.key()), null);
    pair(old, now, (a, b) -> isSame(a, b), Kind.MOVED);
    pair(old, now, (a, b) -> sameVersion(a, b) && a.version() != null, Kind.REPLACED);
    // Further copies of what was there already, or is still there, are no news.
    now.removeIf(one -> before.stream().anyMatch(other -> isSame(one, other)));
    old.removeIf(one -> after.stream().anyMatch(other -> isSame(one, other)));
    pair(old, now, (a, b) -> a.key().equals(b.key()), Kind.UPDATED);
    pair(old, now, (_, _) -> true, Kind.UPDATED);
    now.forEach(one -> tell(Kind.ADDED, null, one));
    old.forEach(one -> tell(Kind.REMOVED, one, null));
  }

  private interface Match {
    boolean is(LockedPackage before, LockedPackage after);
  }

  private void pair(
      List<LockedPackage> old, List<LockedPackage> now, Match match, @Nullable Kind kind) {
    for (LockedPackage after : List.copyOf(now)) {
      LockedPackage before =
          old.stream().filter(one -> match.is(one, after)).findFirst().orElse(null);
      if (before != null) {
        old.remove(before);
        now.remove(after);
        if (kind != null) {
          tell(kind, before, after);
        }
      }
    }
  }

  /** The same change in several places is one. */
  private void tell(Kind kind, @Nullable LockedPackage before, @Nullable LockedPackage after) {
    boolean told =
        changes.subList(firstOfName, changes.size()).stream()
            .anyMatch(one ->
                one.kind() == kind
                    && kind != Kind.MOVED
                    && isEqual(one.before(), before)
                    && isEqual(one.after(), after));
    if (!told) {
      changes.add(Change.of(kind, before, after));
    }
  }

  private static boolean isEqual(@Nullable LockedPackage one, @Nullable LockedPackage other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return isSame(one, other);
  }

  private static boolean sameVersion(LockedPackage one, LockedPackage other) {
    return one.name().equals(other.name()) && Objects.equals(one.version(), other.version());
  }

  private static boolean isSame(LockedPackage one, LockedPackage other) {
    return sameVersion(one, other)
        && one.source().equals(other.source())
        && Objects.equals(one.integrity(), other.integrity());
  }
}
