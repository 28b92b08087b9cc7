package dev.jpm.resolver;

import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.graph.GraphEdge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What all steps of one resolution share: the settings, what the user asked for, the warnings. */
final class Settings {
  private final ResolveOptions options;
  private final Changes changes;
  private final Set<String> updateNames;
  private final Set<GraphEdge> explicit = new HashSet<>();
  private final Warnings warnings = new Warnings();

  Settings(ResolveOptions options, Changes changes) {
    this.options = options;
    this.changes = changes;
    this.updateNames = new HashSet<>(changes.updateNames());
  }

  ResolveOptions options() {
    return options;
  }

  Changes changes() {
    return changes;
  }

  boolean has(Flag flag) {
    return options.has(flag);
  }

  Warnings warnings() {
    return warnings;
  }

  /** Edges that the user named on the command line. */
  Set<GraphEdge> explicit() {
    return explicit;
  }

  boolean isUpdated(String name) {
    return updateNames.contains(name);
  }

  /** Whether the tree was not to be changed: then an invalid optional peer is left as it is. */
  boolean leavesOptionalPeers() {
    return !has(Flag.SAVE) && !changes.mutate();
  }

  List<Resolution.Warning> told() {
    return warnings.all();
  }
}
