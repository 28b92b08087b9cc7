package dev.jpm.cli.command;

import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.GitSpec;

/** npm's rule for the package behind {@code init <name>}. */
final class Initializer {
  private Initializer() {}

  /**
   * The package to run: {@code create-} before the name, or {@code create} in a scope.
   *
   * @throws JpmException EUSAGE for what is neither of a registry nor of a known git host
   */
  static String of(String word) {
    int at = word.indexOf('@', 1);
    String bare = at < 0 ? word : word.substring(0, at);
    if (bare.startsWith("@") && bare.indexOf('/') < 0) {
      return bare + "/create" + (at < 0 ? "" : word.substring(at));
    }
    Spec spec = Spec.parseArgument(word);
    PackageName name = spec.name();
    if (spec.isRegistry() && name != null) {
      int slash = name.value().indexOf('/') + 1;
      String created = name.value().substring(0, slash) + "create-" + name.value().substring(slash);
      return created + "@" + spec.raw();
    }
    HostedRepository hosted = spec instanceof GitSpec git ? git.hosted() : null;
    if (hosted != null && hosted.user() != null) {
      String place = hosted.user() + "/" + hosted.project();
      return word.replace(place, hosted.user() + "/create-" + hosted.project());
    }
    throw JpmException.of(ErrorCode.EUSAGE, "Unrecognized initializer: " + word)
        .withHint("To run any command of a package, use: jpm exec <package>");
  }
}
