package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.InstallResult;
import dev.jpm.install.Installation;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.function.Function;

/** {@code install}, {@code ci}, {@code uninstall}, {@code update}, {@code prune}: one driver. */
public final class InstallCommand implements Command {
  private final Function<Invocation, InstallRequest> request;

  private InstallCommand(Function<Invocation, InstallRequest> request) {
    this.request = request;
  }

  /** {@code install}, also {@code i} and {@code add}. */
  public static InstallCommand install() {
    return new InstallCommand(call -> {
      List<String> words = call.global() && call.words().isEmpty() ? List.of(".") : call.words();
      List<String> specs = FolderSpecs.from(call.session().cwd(), words);
      return InstallRequest.install(call.settings(), specs);
    });
  }

  public static InstallCommand ci() {
    return new InstallCommand(call -> {
      if (call.global()) {
        throw JpmException.of(ErrorCode.ECIGLOBAL, "`jpm ci` does not work for global packages");
      }
      return InstallRequest.ci();
    });
  }

  public static InstallCommand uninstall() {
    return new InstallCommand(call ->
        InstallRequest.uninstall(
            call.settings(), call.words().isEmpty() ? List.of(ownName(call)) : call.words()));
  }

  /** Without a word the package that the user stands in is taken out of the machine's. */
  private static String ownName(Invocation call) {
    if (!call.global()) {
      throw JpmException.of(ErrorCode.EUSAGE, "Must provide a package name to remove");
    }
    String name =
        ManifestFile.readOrEmpty(call.project().packageJson()).map(Manifest::name).orElse(null);
    if (name == null) {
      throw call.usage("");
    }
    return name;
  }

  public static InstallCommand update() {
    return new InstallCommand(call -> InstallRequest.update(call.settings(), call.words()));
  }

  public static InstallCommand prune() {
    return new InstallCommand(call -> InstallRequest.prune(call.settings()));
  }

  @Override
  public int run(Invocation call) {
    List<String> workspaces = ChosenWorkspaces.of(call).names();
    boolean alsoRoot = call.settings().flag("include-workspace-root");
    InstallRequest wanted = request.apply(call).in(workspaces, alsoRoot).withAudit();
    try (Work work = Work.of(call)) {
      InstallResult result = new Installation(work.bench(), wanted).run();
      work.quiet();
      new InstallSummary(call).tell(result);
    }
    return 0;
  }
}
