package dev.jpm.runtime.task;

import dev.jpm.model.workspace.Member;
import dev.jpm.model.workspace.MemberGraph;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packages that depend on each other in a circle, near or far. */
final class Circles {
  private final Map<String, Set<String>> byPath = new LinkedHashMap<>();

  private Circles() {}

  static Circles in(MemberGraph members) {
    Circles circles = new Circles();
    Map<String, Set<String>> below = new LinkedHashMap<>();
    for (Member member : members.members()) {
      below.put(member.path(), members.dependenciesOfAll(Set.of(member.path())));
    }
    below.forEach((path, reached) -> {
      if (reached.contains(path)) {
        Set<String> circle = new LinkedHashSet<>();
        below.forEach((other, back) -> {
          if (other.equals(path) || (reached.contains(other) && back.contains(path))) {
            circle.add(other);
          }
        });
        circles.byPath.put(path, circle);
      }
    });
    return circles;
  }

  /** The circle that the package at {@code path} is part of. */
  Optional<Set<String>> around(String path) {
    return Optional.ofNullable(byPath.get(path));
  }
}
