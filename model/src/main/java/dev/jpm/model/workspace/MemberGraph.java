package dev.jpm.model.workspace;

import dev.jpm.model.Manifest;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Which packages of a project depend on which others of it, by every kind of dependency. What a
 * package asks for in a version that its neighbour does not have comes from the registry and is no
 * edge.
 */
public final class MemberGraph {
  private final SequencedMap<String, Member> byPath = new LinkedHashMap<>();
  private final Map<String, SequencedSet<String>> needs = new LinkedHashMap<>();
  private final Map<String, SequencedSet<String>> neededBy = new LinkedHashMap<>();

  private MemberGraph(Collection<Member> members) {
    Map<String, Member> byName = new LinkedHashMap<>();
    for (Member member : members) {
      byPath.put(member.path(), member);
      needs.put(member.path(), new LinkedHashSet<>());
      neededBy.put(member.path(), new LinkedHashSet<>());
      byName.putIfAbsent(member.name(), member);
    }
    for (Member member : members) {
      askedBy(member.manifest())
          .forEach((name, spec) -> {
            Member other = byName.get(name);
            if (other != null && !other.equals(member) && isMeant(other, spec)) {
              Objects.requireNonNull(needs.get(member.path())).add(other.path());
              Objects.requireNonNull(neededBy.get(other.path())).add(member.path());
            }
          });
    }
  }

  /** The graph of {@code members}, whose order is kept wherever nothing else decides. */
  public static MemberGraph of(Collection<Member> members) {
    return new MemberGraph(members);
  }

  public List<Member> members() {
    return List.copyOf(byPath.values());
  }

  /** Paths of the packages that the one at {@code path} depends on directly. */
  public Set<String> dependenciesOf(String path) {
    return needs.getOrDefault(path, new LinkedHashSet<>());
  }

  /** Paths of the packages that depend directly on the one at {@code path}. */
  public Set<String> dependentsOf(String path) {
    return neededBy.getOrDefault(path, new LinkedHashSet<>());
  }

  /** Everything that {@code from} depends on, near or far; those of {@code from} only if so. */
  public Set<String> dependenciesOfAll(Set<String> from) {
    return reachable(from, needs);
  }

  /** Everything that depends on {@code from}, near or far; those of {@code from} only if so. */
  Set<String> dependentsOfAll(Set<String> from) {
    return reachable(from, neededBy);
  }

  private static Set<String> reachable(Set<String> from, Map<String, SequencedSet<String>> edges) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      for (String next : edges.getOrDefault(open.remove(), new LinkedHashSet<>())) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }

  private static SequencedMap<String, String> askedBy(Manifest manifest) {
    SequencedMap<String, String> asked = new LinkedHashMap<>();
    asked.putAll(manifest.peerDependencies());
    asked.putAll(manifest.devDependencies());
    asked.putAll(manifest.optionalDependencies());
    asked.putAll(manifest.dependencies());
    return asked;
  }

  /** A tag, a folder or workspace: means the neighbour; a range only where it fits. */
  private static boolean isMeant(Member other, String spec) {
    String version = other.manifest().version();
    Optional<Range> range = Range.tryParseLoose(spec);
    Optional<Version> has = version == null ? Optional.empty() : Version.tryParseLoose(version);
    return range.isEmpty() || has.isEmpty() || range.get().accepts(has.get());
  }
}
