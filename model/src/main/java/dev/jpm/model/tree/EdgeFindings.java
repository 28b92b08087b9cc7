package dev.jpm.model.tree;

import java.util.Map;
import java.util.Set;

/**
 * What resolving found out about dependencies and manifests do not tell: by the place of the
 * package that asks, and the name that it asks for.
 *
 * @param overridden what rules of overrides put in place of what is asked for
 * @param unmet those that lead to a package that will not do
 * @param withoutPeers whether peer dependencies count for nothing
 */
public record EdgeFindings(
    Map<Location, Map<String, String>> overridden,
    Map<Location, Set<String>> unmet,
    boolean withoutPeers) {
  /** All is as manifests have it, and met. */
  public static final EdgeFindings NONE = new EdgeFindings(Map.of(), Map.of(), false);

  /** The same where peer dependencies count for nothing. */
  public static final EdgeFindings NO_PEERS = new EdgeFindings(Map.of(), Map.of(), true);

  public EdgeFindings {
    overridden = Map.copyOf(overridden);
    unmet = Map.copyOf(unmet);
  }

  /** What is in force where the package at {@code from} asks for {@code declared}. */
  public String spec(Location from, String name, String declared) {
    return overridden.getOrDefault(from, Map.of()).getOrDefault(name, declared);
  }

  /** Whether what is found for a dependency will do. */
  public boolean isMet(Location from, String name) {
    return !unmet.getOrDefault(from, Set.of()).contains(name);
  }
}
