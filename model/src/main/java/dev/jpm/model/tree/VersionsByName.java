package dev.jpm.model.tree;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** Gathers which versions of each package there are. Of most packages there is one. */
public final class VersionsByName {
  private final Map<String, Set<String>> found = new TreeMap<>();

  /** Notes a version, which may be known already. */
  public void add(String name, String version) {
    found.merge(name, Set.of(version), VersionsByName::both);
  }

  private static Set<String> both(Set<String> known, Set<String> more) {
    Set<String> all = known.size() == 1 ? new LinkedHashSet<>(known) : known;
    all.addAll(more);
    return all;
  }

  /** What was noted: names sorted, versions in the order in which they came. */
  public SequencedMap<String, List<String>> all() {
    SequencedMap<String, List<String>> all = LinkedHashMap.newLinkedHashMap(found.size());
    found.forEach((name, versions) -> all.put(name, List.copyOf(versions)));
    return all;
  }
}
