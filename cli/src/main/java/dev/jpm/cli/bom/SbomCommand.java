package dev.jpm.cli.bom;

import dev.jpm.audit.bom.BomOptions;
import dev.jpm.audit.bom.BomTree;
import dev.jpm.audit.bom.CycloneDx;
import dev.jpm.audit.bom.Spdx;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.Release;
import dev.jpm.cli.command.Command;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.UUID;

/** {@code jpm sbom}: what the project consists of, in CycloneDX or SPDX, as npm writes them. */
public final class SbomCommand implements Command {
  @Override
  public int run(Invocation call) {
    String format = call.settings().text("sbom-format");
    if (format.isEmpty()) {
      throw call.usage("Must specify --sbom-format flag with one of: cyclonedx, spdx.");
    }
    BomTree tree = ChosenTree.of(call);
    List<String> problems = tree.problems();
    if (!problems.isEmpty()) {
      throw JpmException.of(ErrorCode.ESBOMPROBLEMS, String.join("\n", problems));
    }
    BomOptions options =
        new BomOptions(
            call.settings().text("sbom-type"),
            call.settings().flag("package-lock-only"),
            Release.version(),
            UUID.randomUUID(),
            call.session().clock().instant(),
            call.settings().text("sbom-version"));
    String text = format.equals("spdx") ? Spdx.of(tree, options) : CycloneDx.of(tree, options);
    call.terminal().print(text + "\n");
    return 0;
  }
}
