package dev.jpm.cli.work;

import dev.jpm.audit.report.AuditJson;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.terminal.AuditSummary;
import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.terminal.Terminal;
import dev.jpm.install.InstallResult;
import dev.jpm.model.tree.Diff.Change;
import dev.jpm.model.tree.Diff.Counts;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.runtime.ScriptApprovals;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Tells what an install did, in npm's words. */
public final class InstallSummary {
  private final Invocation call;
  private final Terminal terminal;

  public InstallSummary(Invocation call) {
    this.call = call;
    this.terminal = call.terminal();
  }

  /** Tells of one install. */
  public void tell(InstallResult result) {
    if (call.settings().flag("json")) {
      terminal.json(json(result));
      return;
    }
    if (terminal.silent()) {
      return;
    }
    if (result.dryRun() || call.settings().flag("long")) {
      DiffOrder.of(result.changes()).forEach(change -> terminal.line(line(change)));
    }
    terminal.line("");
    terminal.line(sentence(result));
    int funding = funding(result);
    if (funding > 0) {
      terminal.line("");
      terminal.line(
          funding + (funding == 1 ? " package is" : " packages are") + " looking for funding");
      terminal.line("  run `jpm fund` for details");
    }
    if (result.audit() != null) {
      terminal.line("");
      terminal.line(AuditSummary.alone(result.audit().report(), terminal.onOut()));
    }
    List<String> notice = ScriptApprovals.notice(result.heldBack(), call.global());
    if (!notice.isEmpty()) {
      terminal.log(Level.WARN, "install-scripts", String.join("\n", notice));
    }
  }

  /** "added 3 packages, and audited 4 packages in 2s"; npm's grammar. */
  static String sentence(InstallResult result) {
    Counts counts = result.counts();
    List<String> parts = new ArrayList<>();
    addPart(parts, "added", counts.added());
    addPart(parts, "removed", counts.removed());
    addPart(parts, "changed", counts.changed());
    String time = " in " + time(result.took());
    boolean changes = !parts.isEmpty();
    addPart(parts, "audited", result.audit() == null ? 0 : result.audit().packages());
    if (!changes) {
      parts.addFirst("up to date");
      return String.join(", ", parts) + time;
    }
    String last = parts.removeLast();
    return (parts.isEmpty() ? last : String.join(", ", parts) + ", and " + last) + time;
  }

  private static void addPart(List<String> parts, String verb, int count) {
    if (count > 0) {
      parts.add(verb + " " + count + (count == 1 ? " package" : " packages"));
    }
  }

  private static String time(Duration took) {
    long millis = took.toMillis();
    if (millis < 1000) {
      return millis + "ms";
    }
    return millis < 60_000
        ? Math.round(millis / 1000.0) + "s"
        : String.format(Locale.ROOT, "%dm", Math.round(millis / 60_000.0));
  }

  private int funding(InstallResult result) {
    return call.settings().flag("fund") ? result.funding() : 0;
  }

  private static String line(Change change) {
    return switch (change) {
      case Change.Add(Node ideal) -> "add " + id(ideal, " ");
      case Change.Remove(Node actual) -> "remove " + id(actual, " ");
      case Change.Replace(Node actual, Node ideal) ->
          "change " + id(actual, " ") + " => " + version(ideal);
    };
  }

  private static String id(Node node, String between) {
    return node.location().folderName() + between + version(node);
  }

  private static String version(Node node) {
    return switch (node) {
      case PackageNode here -> String.valueOf(here.manifest().version());
      case LinkNode link -> link.target().value();
    };
  }

  private Map<String, Object> json(InstallResult result) {
    List<Object> add = new ArrayList<>();
    List<Object> change = new ArrayList<>();
    List<Object> remove = new ArrayList<>();
    for (Change one : DiffOrder.of(result.changes())) {
      switch (one) {
        case Change.Add(Node ideal) -> add.add(entry(ideal));
        case Change.Remove(Node actual) -> remove.add(entry(actual));
        case Change.Replace(Node actual, Node ideal) -> {
          Map<String, Object> both = new LinkedHashMap<>();
          both.put("from", entry(actual));
          both.put("to", entry(ideal));
          change.add(both);
        }
      }
    }
    Counts counts = result.counts();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("add", add);
    summary.put("added", counts.added());
    summary.put("audited", result.audit() == null ? 0 : result.audit().packages());
    summary.put("change", change);
    summary.put("changed", counts.changed());
    summary.put("funding", funding(result));
    summary.put("remove", remove);
    summary.put("removed", counts.removed());
    if (result.audit() != null) {
      ObjectNode audit = AuditJson.of(result.audit().report());
      summary.put("audit", JsonValues.plain(audit.get("metadata")));
    }
    if (!result.heldBack().isEmpty()) {
      summary.put("unreviewedScripts", result.heldBack().stream().map(this::entry).toList());
    }
    return summary;
  }

  private Map<String, Object> entry(Node node) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", node.location().folderName());
    entry.put("version", version(node));
    entry.put("path", call.prefix().resolve(node.location().value()).toString());
    return entry;
  }

  private Map<String, Object> entry(HeldBack one) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", one.name());
    entry.put("version", String.valueOf(one.version()));
    entry.put("path", call.prefix().resolve(one.location().value()).toString());
    entry.put("scripts", one.scripts());
    return entry;
  }
}
