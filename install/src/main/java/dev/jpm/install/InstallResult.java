package dev.jpm.install;

import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.Resolution.Added;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import java.time.Duration;
import java.util.List;

/**
 * What an install did.
 *
 * @param tree what now is on disk; in a dry run what would be
 * @param diff what differed
 * @param added what was asked for, and where it stands
 * @param heldBack packages whose install scripts wait for a decision
 * @param dryRun whether nothing was written
 */
public record InstallResult(
    Tree tree,
    Diff diff,
    List<Added> added,
    List<HeldBack> heldBack,
    boolean dryRun,
    Duration took) {
  public InstallResult {
    added = List.copyOf(added);
    heldBack = List.copyOf(heldBack);
  }
}
