package dev.jpm.install;

import dev.jpm.model.tree.Diff.Change;
import dev.jpm.model.tree.Diff.Counts;
import dev.jpm.resolver.Resolution.Added;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an install did.
 *
 * @param changes what differed on disk, by location; in a dry run what would
 * @param counts the numbers of npm's summary
 * @param added what was asked for, and where it stands
 * @param funding how many packages of the tree look for funding
 * @param heldBack packages whose install scripts wait for a decision
 * @param audit what is known against the packages; null where nobody was asked
 * @param dryRun whether nothing was written
 */
public record InstallResult(
    List<Change> changes,
    Counts counts,
    List<Added> added,
    int funding,
    List<HeldBack> heldBack,
    @Nullable Audited audit,
    boolean dryRun,
    Duration took) {
  public InstallResult {
    changes = List.copyOf(changes);
    added = List.copyOf(added);
    heldBack = List.copyOf(heldBack);
  }
}
