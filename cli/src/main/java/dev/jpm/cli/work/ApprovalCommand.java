package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.install.Approvals;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import dev.jpm.runtime.StaleApproval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code approve-scripts}, {@code deny-scripts} and {@code install-scripts}: who may run install
 * scripts, kept in package.json.
 */
public final class ApprovalCommand implements Command {
  private enum Verb {
    APPROVE,
    DENY,
    BY_WORD
  }

  private final Verb verb;

  private ApprovalCommand(Verb verb) {
    this.verb = verb;
  }

  public static ApprovalCommand approve() {
    return new ApprovalCommand(Verb.APPROVE);
  }

  public static ApprovalCommand deny() {
    return new ApprovalCommand(Verb.DENY);
  }

  /** {@code install-scripts approve|deny|ls|prune}. */
  public static ApprovalCommand byWord() {
    return new ApprovalCommand(Verb.BY_WORD);
  }

  @Override
  public int run(Invocation call) {
    if (call.global()) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "Approvals are kept in a project; there is none for global packages");
    }
    List<String> words = new ArrayList<>(call.words());
    String word =
        switch (verb) {
          case APPROVE -> "approve";
          case DENY -> "deny";
          case BY_WORD -> words.isEmpty() ? "ls" : words.removeFirst();
        };
    try (Work work = Work.of(call)) {
      Approvals approvals = Approvals.of(work.bench());
      work.quiet();
      return switch (word) {
        case "ls", "list" -> list(call, approvals);
        case "approve" -> edit(call, approvals, words, true);
        case "deny" -> edit(call, approvals, words, false);
        case "prune" -> prune(call, approvals, words);
        default -> throw call.usage("Unknown word: " + word);
      };
    }
  }

  private static int list(Invocation call, Approvals approvals) {
    List<HeldBack> waiting = approvals.waiting();
    if (call.settings().flag("json")) {
      List<Object> rows = new ArrayList<>();
      for (HeldBack one : waiting) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", one.name());
        row.put("version", String.valueOf(one.version()));
        row.put("scripts", one.scripts());
        rows.add(row);
      }
      call.terminal().json(rows);
      return 0;
    }
    if (waiting.isEmpty()) {
      call.terminal().line("No packages with unreviewed install scripts.");
      return 0;
    }
    call.terminal()
        .line(
            waiting.size()
                + (waiting.size() == 1 ? " package has" : " packages have")
                + " install scripts blocked because they are not covered by allowScripts:");
    waiting.forEach(one -> call.terminal().line("  " + one.line()));
    for (List<String> lines : approvals.changes()) {
      call.terminal().line("");
      lines.forEach(call.terminal()::line);
    }
    call.terminal().line("");
    call.terminal()
        .line(
            "Run `jpm install-scripts approve <pkg>` to allow, or `jpm install-scripts deny <pkg>`"
                + " to deny.");
    return 0;
  }

  private static int edit(Invocation call, Approvals approvals, List<String> words, boolean allow) {
    boolean all = call.settings().flag("all");
    if (words.isEmpty() && !all) {
      if (allow && call.settings().flag("allow-scripts-pending")) {
        return list(call, approvals);
      }
      throw call.usage("Name packages, or use --all");
    }
    boolean pin = call.settings().flag("allow-scripts-pin");
    Approvals.Outcome outcome = approvals.edit(words, all, allow, pin);
    outcome
        .warnings()
        .forEach(warning -> call.terminal().log(Level.WARN, "allow-scripts", warning));
    outcome
        .changes()
        .forEach((name, changes) -> {
          call.terminal().line((allow ? "Approved " : "Denied ") + name + ":");
          changes.forEach(one -> call.terminal().line("  " + one.change() + " " + one.key()));
        });
    if (outcome.changes().isEmpty()) {
      call.terminal()
          .line("Nothing to " + (allow ? "approve" : "deny") + "; allowScripts unchanged.");
    } else if (allow) {
      call.terminal()
          .log(Level.NOTICE, "", "Run `jpm rebuild` to run the scripts of what is installed");
    }
    return 0;
  }

  private static int prune(Invocation call, Approvals approvals, List<String> words) {
    if (!words.isEmpty() || call.settings().flag("all")) {
      throw call.usage("All entries are looked at; name none");
    }
    ManifestFile.read(call.project().packageJson());
    boolean dry = call.settings().flag("dry-run");
    List<StaleApproval> stale = approvals.stale(!dry);
    if (call.settings().flag("json")) {
      call.terminal().json(asJson(stale, dry));
      return 0;
    }
    if (stale.isEmpty()) {
      call.terminal().line("No unused allowScripts entries.");
      return 0;
    }
    call.terminal()
        .line(
            (dry ? "Would remove " : "Removed ")
                + stale.size()
                + " unused allowScripts "
                + (stale.size() == 1 ? "entry:" : "entries:"));
    stale.forEach(
        one -> call.terminal().line("  " + one.key() + " (" + one.reason().words() + ")"));
    return 0;
  }

  private static ObjectNode asJson(List<StaleApproval> stale, boolean dry) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode told = document.putObject("allowScripts");
    ArrayNode removed = told.putArray("removed");
    for (StaleApproval one : stale) {
      ObjectNode row = removed.addObject().put("key", one.key());
      row.set("value", one.value());
      row.put("reason", one.reason().code());
    }
    told.put("dryRun", dry);
    return document;
  }
}
