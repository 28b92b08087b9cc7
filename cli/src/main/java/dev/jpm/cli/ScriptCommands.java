package dev.jpm.cli;

import static dev.jpm.cli.HelpOptions.APPROVALS;
import static dev.jpm.cli.HelpOptions.WORKSPACES;
import static dev.jpm.cli.HelpOptions.info;
import static dev.jpm.cli.HelpOptions.joined;
import static dev.jpm.cli.HelpOptions.words;

import java.util.List;

/** Commands that run something, and those that decide what may run. */
final class ScriptCommands {
  private static final List<String> LIFECYCLE =
      List.of("ignore-scripts", "script-shell", "env-file");
  private static final List<String> TASKS =
      words(
          "filter parallel sequential workspace-concurrency bail stream aggregate-output"
              + " resume-from watch task-cache");

  private ScriptCommands() {}

  static List<CommandInfo> all() {
    List<String> decide = words("all allow-scripts-pending allow-scripts-pin json");
    return List.of(
        info(
            "run",
            "Run arbitrary package scripts",
            "<command> [-- <args>]",
            joined(
                WORKSPACES,
                words("if-present ignore-scripts foreground-scripts script-shell env-file"),
                TASKS)),
        info("start", "Start a package", "[-- <args>]", LIFECYCLE),
        info("stop", "Stop a package", "[-- <args>]", LIFECYCLE),
        info("test", "Test a package", "[-- <args>]", LIFECYCLE),
        info("restart", "Restart a package", "[-- <args>]", LIFECYCLE),
        new CommandInfo(
            "exec",
            "Run a command from a local or remote npm package",
            List.of(
                "-- <pkg>[@<version>] [args...]",
                "--package=<pkg>[@<version>] -- <cmd> [args...]",
                "-c '<cmd> [args...]'",
                "--package=foo -c '<cmd> [args...]'"),
            joined(words("package call env-file"), WORKSPACES, APPROVALS)),
        info("node", "Run the project's Node.js", "[<file> | -] [<args>]", List.of()),
        new CommandInfo(
            "runtime",
            "Manage the Node.js that scripts run on",
            List.of("ls", "use <version>", "install [<version>]", "which [<version>]"),
            words("json cpu os libc")),
        new CommandInfo(
            "approve-scripts",
            "Approve install scripts for specific dependencies",
            List.of("<pkg> [<pkg> ...]", "--all", "--allow-scripts-pending"),
            decide),
        new CommandInfo(
            "deny-scripts",
            "Deny install scripts for specific dependencies",
            List.of("<pkg> [<pkg> ...]", "--all"),
            decide),
        new CommandInfo(
            "install-scripts",
            "Manage install-script approvals for dependencies",
            List.of(
                "approve <pkg> [<pkg> ...]",
                "approve --all",
                "deny <pkg> [<pkg> ...]",
                "deny --all",
                "ls",
                "prune"),
            words("all allow-scripts-pin dry-run json")));
  }
}
