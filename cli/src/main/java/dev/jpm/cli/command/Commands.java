package dev.jpm.cli.command;

import dev.jpm.cli.audit.AuditCommand;
import dev.jpm.cli.bom.LicensesCommand;
import dev.jpm.cli.bom.SbomCommand;
import dev.jpm.cli.tree.ExplainCommand;
import dev.jpm.cli.tree.LsCommand;
import dev.jpm.cli.work.ApprovalCommand;
import dev.jpm.cli.work.CacheCommand;
import dev.jpm.cli.work.DedupeCommand;
import dev.jpm.cli.work.DiffCommand;
import dev.jpm.cli.work.ExecCommand;
import dev.jpm.cli.work.FundCommand;
import dev.jpm.cli.work.ImportCommand;
import dev.jpm.cli.work.InstallCommand;
import dev.jpm.cli.work.InstallTestCommand;
import dev.jpm.cli.work.LinkCommand;
import dev.jpm.cli.work.LockfileMergeCommand;
import dev.jpm.cli.work.MirrorCommand;
import dev.jpm.cli.work.NodeCommand;
import dev.jpm.cli.work.OutdatedCommand;
import dev.jpm.cli.work.PackCommand;
import dev.jpm.cli.work.PageCommand;
import dev.jpm.cli.work.PingCommand;
import dev.jpm.cli.work.PublishCommand;
import dev.jpm.cli.work.QueryCommand;
import dev.jpm.cli.work.RebuildCommand;
import dev.jpm.cli.work.RunCommand;
import dev.jpm.cli.work.RuntimeCommand;
import dev.jpm.cli.work.ShrinkwrapCommand;
import dev.jpm.cli.work.VersionCommand;
import dev.jpm.cli.work.ViewCommand;
import dev.jpm.cli.work.WhoamiCommand;

/** Finds the class of a command; only that one is loaded. */
public final class Commands {
  private Commands() {}

  /** The work of the command called {@code name}, one of the command table's. */
  public static Command of(String name) {
    return switch (name) {
      case "completion" -> new CompletionCommand();
      case "config" -> new ConfigCommand();
      case "get" -> ConfigCommand.as("get");
      case "set" -> ConfigCommand.as("set");
      case "help" -> new HelpCommand();
      case "audit" -> new AuditCommand();
      case "licenses" -> new LicensesCommand();
      case "sbom" -> new SbomCommand();
      case "explain" -> new ExplainCommand();
      case "init" -> new InitCommand();
      case "ls" -> new LsCommand(false);
      case "ll" -> new LsCommand(true);
      case "pkg" -> new PkgCommand();
      case "prefix" -> new PrefixCommand();
      case "root" -> new RootCommand();
      case "cache" -> new CacheCommand();
      case "outdated" -> new OutdatedCommand();
      case "view" -> new ViewCommand();
      case "version" -> new VersionCommand();
      case "install" -> InstallCommand.install();
      case "install-test" -> new InstallTestCommand(InstallCommand.install());
      case "install-ci-test" -> new InstallTestCommand(InstallCommand.ci());
      case "ci" -> InstallCommand.ci();
      case "import" -> new ImportCommand();
      case "lockfile-merge" -> new LockfileMergeCommand();
      case "uninstall" -> InstallCommand.uninstall();
      case "update" -> InstallCommand.update();
      case "prune" -> InstallCommand.prune();
      case "dedupe" -> DedupeCommand.dedupe();
      case "find-dupes" -> DedupeCommand.findDupes();
      case "rebuild" -> new RebuildCommand();
      case "link" -> new LinkCommand();
      case "query" -> new QueryCommand();
      case "shrinkwrap" -> new ShrinkwrapCommand();
      case "fund" -> new FundCommand();
      case "repo" -> PageCommand.repo();
      case "docs" -> PageCommand.docs();
      case "bugs" -> PageCommand.bugs();
      case "diff" -> new DiffCommand();
      case "pack" -> new PackCommand();
      case "publish" -> new PublishCommand();
      case "mirror" -> new MirrorCommand();
      case "ping" -> new PingCommand();
      case "whoami" -> new WhoamiCommand();
      case "run" -> RunCommand.run();
      case "start", "stop", "test", "restart" -> RunCommand.of(name);
      case "exec" -> new ExecCommand();
      case "node" -> new NodeCommand();
      case "runtime" -> new RuntimeCommand();
      case "approve-scripts" -> ApprovalCommand.approve();
      case "deny-scripts" -> ApprovalCommand.deny();
      case "install-scripts" -> ApprovalCommand.byWord();
      default -> throw new IllegalArgumentException("no command is called " + name);
    };
  }
}
