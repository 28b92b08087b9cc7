package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.InstallResult;
import dev.jpm.install.Installation;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.function.Function;

/** {@code install}, {@code ci}, {@code uninstall}, {@code update}: one driver, four requests. */
public final class InstallCommand implements Command {
  private final Function<Invocation, InstallRequest> request;

  private InstallCommand(Function<Invocation, InstallRequest> request) {
    this.request = request;
  }

  /** {@code install}, also {@code i} and {@code add}. */
  public static InstallCommand install() {
    return new InstallCommand(call -> {
      List<String> words = call.global() && call.words().isEmpty() ? List.of(".") : call.words();
      return InstallRequest.install(call.settings(), words);
    });
  }

  public static InstallCommand ci() {
    return new InstallCommand(call -> {
      if (call.global()) {
        throw JpmException.of(ErrorCode.ECIGLOBAL, "`jpm ci` does not work for global packages");
      }
      return InstallRequest.ci(call.settings());
    });
  }

  public static InstallCommand uninstall() {
    return new InstallCommand(call -> {
      if (call.words().isEmpty()) {
        throw call.usage("Must provide a package name to remove");
      }
      return InstallRequest.uninstall(call.settings(), call.words());
    });
  }

  public static InstallCommand update() {
    return new InstallCommand(call -> InstallRequest.update(call.settings(), call.words()));
  }

  @Override
  public int run(Invocation call) {
    InstallRequest wanted = request.apply(call);
    try (Work work = Work.of(call)) {
      InstallResult result = new Installation(work.bench(), wanted).run();
      work.quiet();
      new InstallSummary(call).tell(result);
    }
    return 0;
  }
}
