package dev.jpm.audit.change;

import dev.jpm.lockfile.entry.LockedFile;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What packages ask for that they did not ask for before. */
final class NewDependencies {
  private final LockedFile before;
  private final LockedFile after;
  private final Set<String> known = new HashSet<>();

  NewDependencies(LockedFile before, LockedFile after) {
    this.before = before;
    this.after = after;
    before.packages().values().forEach(entry -> known.add(entry.name()));
  }

  /** The packages, not in the old lockfile, that {@code now} asks for and {@code old} did not. */
  Set<String> of(LockedPackage old, LockedPackage now) {
    Set<String> added = new TreeSet<>();
    for (Requirement one : asked(after, now)) {
      String name = name(after, one);
      if (!known.contains(name)
          && asked(before, old).stream().noneMatch(other -> other.name().equals(one.name()))) {
        added.add(name);
      }
    }
    return new LinkedHashSet<>(added);
  }

  private static List<Requirement> asked(LockedFile lock, LockedPackage entry) {
    return lock.requirements().stream()
        .filter(one -> one.from().equals(entry.key()) && one.to() != null)
        .toList();
  }

  private static String name(LockedFile lock, Requirement requirement) {
    String to = requirement.to();
    @Nullable LockedPackage found = to == null ? null : lock.packages().get(to);
    return found == null ? requirement.name() : found.name();
  }
}
