package dev.jpm.cli.work;

import dev.jpm.model.tree.Diff.Change;
import dev.jpm.model.tree.Location;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which npm tells what an install changes: a package before what lies inside it, and
 * of packages side by side the last first; what is new comes before what was there.
 */
final class DiffOrder {
  private DiffOrder() {}

  static List<Change> of(List<Change> byLocation) {
    List<Change> sorted = new ArrayList<>(byLocation);
    sorted.sort(Comparator.comparing(Change.Add.class::isInstance));
    Map<Location, List<Change>> inside = new HashMap<>();
    Map<Location, Change> all = new HashMap<>();
    byLocation.forEach(change -> all.put(change.location(), change));
    for (Change change : sorted) {
      Location holder = change.location().holder();
      while (holder.isInNodeModules() && !all.containsKey(holder)) {
        holder = holder.holder();
      }
      Location top = all.containsKey(holder) ? holder : Location.ROOT;
      inside.computeIfAbsent(top, _ -> new ArrayList<>()).add(change);
    }
    List<Change> ordered = new ArrayList<>();
    Deque<Change> waiting = new ArrayDeque<>();
    inside.getOrDefault(Location.ROOT, List.of()).forEach(waiting::push);
    while (!waiting.isEmpty()) {
      Change change = waiting.pop();
      ordered.add(change);
      inside.getOrDefault(change.location(), List.of()).forEach(waiting::push);
    }
    return ordered;
  }
}
