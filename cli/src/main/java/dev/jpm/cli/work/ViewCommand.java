package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.view.PackageView;
import dev.jpm.cli.view.PackageView.Question;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.RegistrySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code jpm view}: what the registry knows of a package. */
public final class ViewCommand implements Command {
  @Override
  public int run(Invocation call) {
    List<String> words = new ArrayList<>(call.words());
    String typed = words.isEmpty() ? "." : words.removeFirst();
    boolean local = typed.equals(".") || typed.startsWith(".@");
    if (local && call.global()) {
      throw JpmException.of(ErrorCode.EUSAGE, "Cannot use view command in global mode.");
    }
    if (call.settings().flag("offline")) {
      throw JpmException.of(
          ErrorCode.ENOTCACHED, "jpm view asks the registry, which --offline forbids");
    }
    try (Work work = Work.of(call)) {
      List<String> specs = local ? localSpecs(call, typed) : List.of(typed);
      for (String spec : specs) {
        tell(call, work, spec, words, specs.size() > 1);
      }
    }
    return 0;
  }

  /** The project's own name, or those of the workspaces that were asked for. */
  private static List<String> localSpecs(Invocation call, String typed) {
    String version = typed.substring(1);
    ChosenWorkspaces chosen = ChosenWorkspaces.explicit(call).withRoot(call);
    if (!chosen.isEmpty()) {
      return chosen.names().stream().map(name -> name + version).toList();
    }
    String name = ManifestFile.read(call.project().packageJson()).name();
    if (name == null) {
      throw JpmException.of(ErrorCode.EUSAGE, "Invalid package.json, no \"name\" field");
    }
    return List.of(name + version);
  }

  /** Tells of one package; of several, JSON keeps each under its name. */
  private static void tell(
      Invocation call, Work work, String typed, List<String> fields, boolean several) {
    Spec spec = Spec.parseArgument(typed);
    RegistrySpec wanted = registrySpec(spec, typed);
    PackageName name = nameOf(spec);
    if (name == null) {
      throw notOfRegistry(typed);
    }
    String range = wanted.raw().strip().equals("*") ? "" : wanted.raw().strip();
    Question question = new Question(name.value(), range, call.settings().text("tag"), fields);
    PackageView view = PackageView.of(work.bench().client().document(name), question);
    work.quiet();
    if (call.settings().flag("json")) {
      view.json()
          .map(found -> several ? Map.of(name.value(), found) : found)
          .ifPresent(call.terminal()::json);
      return;
    }
    String text =
        view.text(
            call.terminal().onOut(), call.terminal().unicode(), call.session().clock().instant());
    if (!text.isEmpty()) {
      call.terminal().line(text);
    }
  }

  private static RegistrySpec registrySpec(Spec spec, String typed) {
    return switch (spec) {
      case AliasSpec alias -> alias.subSpec();
      case RegistrySpec registry -> registry;
      default -> throw notOfRegistry(typed);
    };
  }

  private static @Nullable PackageName nameOf(Spec spec) {
    return spec instanceof AliasSpec alias ? alias.target() : spec.name();
  }

  private static JpmException notOfRegistry(String typed) {
    return JpmException.of(
        ErrorCode.EUSAGE, "jpm view shows packages of registries, and \"" + typed + "\" is none");
  }
}
