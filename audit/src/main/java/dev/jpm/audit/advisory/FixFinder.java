package dev.jpm.audit.advisory;

import dev.jpm.model.Packument;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.spec.Spec;
import dev.jpm.resolver.PickOptions;
import dev.jpm.resolver.PickResult;
import dev.jpm.resolver.PickResult.Picked;
import dev.jpm.resolver.VersionPicker;
import dev.jpm.resolver.graph.GraphEdge;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds the version of a direct dependency that takes a vulnerability away. */
final class FixFinder {
  private final VersionPicker picker = new VersionPicker();
  private final AuditOptions options;

  FixFinder(AuditOptions options) {
    this.options = options;
  }

  /** What helps against {@code vulnerability} where {@code edge}, of a top, asks for it. */
  Fix find(Vulnerability vulnerability, GraphEdge edge) {
    Spec spec = parsed(edge);
    if (spec != null && !vulnerability.leavesNoChoice(spec)) {
      return Fix.UPDATE;
    }
    String wanted = spec == null ? null : Vulnerability.rangeText(spec);
    Packument packument = vulnerability.published().packument();
    if (wanted == null || packument == null) {
      return Fix.NONE;
    }
    PickOptions avoiding = avoiding(vulnerability);
    if (!(picker.pick(packument, wanted, avoiding) instanceof Picked first)) {
      return Fix.NONE;
    }
    if (!first.avoided()) {
      return forced(first, null);
    }
    String caret = "^" + first.release().version();
    if (picker.pick(packument, caret, avoiding) instanceof Picked near && !near.avoided()) {
      return forced(near, false);
    }
    return picker.pick(packument, "*", avoiding) instanceof Picked far && !far.avoided()
        ? forced(far, true)
        : Fix.NONE;
  }

  /**
   * The fix that is within reach but for its age; null where it can be installed.
   *
   * @param edge one that admits a version without the flaw
   */
  @Nullable BlockedFix findBlocked(Vulnerability vulnerability, GraphEdge edge) {
    Instant before = options.before();
    Spec spec = parsed(edge);
    String wanted = spec == null ? null : Vulnerability.rangeText(spec);
    Packument packument = vulnerability.published().packument();
    boolean counts = before != null && !options.isExcluded(vulnerability.name());
    if (!counts || before == null || wanted == null || packument == null) {
      return null;
    }
    PickOptions avoiding = avoiding(vulnerability);
    PickResult free = picker.pick(packument, wanted, avoiding);
    PickResult windowed = picker.pick(packument, wanted, avoiding.withBefore(before));
    boolean reached = windowed instanceof Picked found && !found.avoided();
    return !reached && free instanceof Picked fix
        ? new BlockedFix(fix.release().version(), before)
        : null;
  }

  private PickOptions avoiding(Vulnerability vulnerability) {
    Range range = Range.tryParseLoose(vulnerability.range()).orElse(null);
    return options.picks().withAvoid(range);
  }

  private static Fix forced(Picked picked, @Nullable Boolean major) {
    return new Fix.Forced(
        String.valueOf(picked.release().manifest().name()), picked.release().version(), major);
  }

  private static @Nullable Spec parsed(GraphEdge edge) {
    try {
      return Spec.parse(edge.name(), edge.spec());
    } catch (JpmException unreadable) {
      return null; // Nobody can tell what would help, so nothing does.
    }
  }
}
