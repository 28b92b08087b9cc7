package dev.jpm.resolver;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.EdgeFindings;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What building an ideal tree ends in, errors apart. */
public sealed interface Resolution {
  /**
   * The tree, and what belongs to it.
   *
   * @param tree the ideal tree, by location in npm's lockfile order; inert nodes included
   * @param saved new package.json contents by the folder they belong to: the root's and workspaces'
   *     whose sections of dependencies differ from what is on disk; empty without changes or
   *     without SAVE. The tree holds the same manifests
   * @param findings what lockfiles tell of dependencies besides
   * @param added what was asked to be added, in the order asked
   */
  record Resolved(
      Tree tree,
      SequencedMap<Location, Manifest> saved,
      EdgeFindings findings,
      List<Added> added,
      List<Warning> warnings)
      implements Resolution {
    public Resolved {
      saved = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(saved));
      added = List.copyOf(added);
      warnings = List.copyOf(warnings);
    }

    public Resolved withTree(Tree other) {
      return new Resolved(other, saved, findings, added, warnings);
    }
  }

  /** Peer dependencies contradict each other (ERESOLVE). */
  record Conflict(PeerConflict explanation) implements Resolution {}

  /**
   * One spec that the user asked for.
   *
   * @param project the folder whose package.json it is added to
   * @param at where it stands in the tree
   */
  record Added(Location project, String name, Location at) {}

  /**
   * Something the user should know that does not stop the work.
   *
   * @param code npm's prefix: EBADENGINE, ERESOLVE, idealTree …
   * @param message one or more lines
   */
  record Warning(String code, String message) {}
}
