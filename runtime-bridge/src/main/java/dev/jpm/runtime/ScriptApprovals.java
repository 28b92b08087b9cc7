package dev.jpm.runtime;

import dev.jpm.model.tree.Location;
import dev.jpm.runtime.ScriptPolicy.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who among the installed packages may run its install scripts, and who is held back for a person
 * to decide. A script runs only where the policy allows it.
 */
public final class ScriptApprovals {
  private ScriptApprovals() {}

  /**
   * A package whose install scripts nobody has allowed or denied.
   *
   * @param scripts by event
   */
  public record HeldBack(
      Location location,
      String name,
      @Nullable String version,
      SequencedMap<String, String> scripts) {
    /** {@code name@version (event: script; event: script)}. */
    public String line() {
      String events =
          scripts.entrySet().stream()
              .map(script -> script.getKey() + ": " + script.getValue())
              .collect(Collectors.joining("; "));
      return name + (version == null ? "" : "@" + version) + " (" + events + ")";
    }
  }

  /** Those that wait for a decision, in the order of {@code subjects}. */
  public static List<HeldBack> heldBack(
      List<PolicySubject> subjects, ScriptPolicy policy, PackageFiles files) {
    List<HeldBack> waiting = new ArrayList<>();
    for (PolicySubject subject : subjects) {
      if (policy.verdictOn(subject, files) != Verdict.UNREVIEWED) {
        continue;
      }
      SequencedMap<String, String> scripts =
          InstallScripts.of(subject.node(), subject.isFromRegistry(), files);
      if (!scripts.isEmpty()) {
        waiting.add(
            new HeldBack(
                subject.node().location(), subject.shownName(), subject.shownVersion(), scripts));
      }
    }
    return waiting;
  }

  /** Where scripts may run. */
  public static Set<Location> allowed(List<PolicySubject> subjects, ScriptPolicy policy) {
    return subjects.stream()
        .filter(subject -> policy.verdictOn(subject) == Verdict.ALLOWED)
        .map(subject -> subject.node().location())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * What an install says at its end about those held back, in npm's words; empty for none.
   *
   * @param global whether global packages were installed, which have no package.json to decide in
   */
  public static List<String> notice(List<HeldBack> waiting, boolean global) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    int count = waiting.size();
    List<String> lines = new ArrayList<>();
    lines.add(
        count
            + (count == 1 ? " package had" : " packages had")
            + " install scripts blocked because they are not covered by allowScripts:");
    waiting.forEach(held -> lines.add("  " + held.line()));
    lines.add("");
    lines.add(
        global
            ? globalRemedy(waiting)
            : "Run `jpm install-scripts ls` to review, or `jpm install-scripts approve <pkg>` to"
                + " allow.");
    return lines;
  }

  private static String globalRemedy(List<HeldBack> waiting) {
    String names = waiting.stream().map(HeldBack::name).collect(Collectors.joining(","));
    return "Run `jpm install -g --allow-scripts="
        + names
        + "` to allow these scripts once, or `jpm config set allow-scripts="
        + names
        + " --location=user` to allow them for all global installs.";
  }

  /** Those held back by their shown name, in order: what approving or denying all speaks of. */
  public static Map<String, List<HeldBack>> byName(List<HeldBack> waiting) {
    return waiting.stream()
        .collect(Collectors.groupingBy(HeldBack::name, LinkedHashMap::new, Collectors.toList()));
  }
}
