package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.Installation;
import dev.jpm.install.LockfileImport;
import dev.jpm.install.LockfileImport.Outcome;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code jpm import}: makes package-lock.json of the lockfile of Yarn, pnpm or Bun. */
public final class ImportCommand implements Command {
  @Override
  public int run(Invocation call) {
    if (call.global()) {
      throw JpmException.of(ErrorCode.EUSAGE, "Global packages have no lockfile");
    }
    if (call.words().size() > 1) {
      throw call.usage("");
    }
    Path project = call.project().localPrefix();
    LockfileImport source =
        call.words().isEmpty()
            ? LockfileImport.in(project)
            : LockfileImport.of(project, call.session().cwd().resolve(call.words().getFirst()));
    if (!call.settings().flag("force")) {
      LockfileImport.refuseWhereLocked(project);
    }
    try (Work work = Work.of(call)) {
      InstallRequest request = InstallRequest.importing(source);
      new Installation(work.bench(), request).run();
      work.quiet();
      tell(call, source, source.outcome(project));
    }
    return 0;
  }

  private static void tell(Invocation call, LockfileImport source, Outcome outcome) {
    List<String> unknown = outcome.unknown();
    String from = String.valueOf(source.file().getFileName());
    if (call.settings().flag("json")) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("from", from);
      told.put("packages", outcome.packages());
      told.put("unknown", unknown);
      told.put("overrides", source.changesPackageJson());
      call.terminal().json(told);
      return;
    }
    source.notes().forEach(note -> call.terminal().log(Level.WARN, "import", note));
    call.terminal().line("package-lock.json has " + outcome.packages() + " packages as in " + from);
    if (source.changesPackageJson()) {
      call.terminal().line("package.json has the rules of " + from + " as \"overrides\"");
    }
    if (!unknown.isEmpty()) {
      call.terminal()
          .line(
              unknown.size()
                  + " of them "
                  + from
                  + " does not have (mostly peers, which npm installs too):");
      unknown.forEach(id -> call.terminal().line("  " + id));
    }
  }
}
