package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code deprecate} and {@code undeprecate}: what installs warn of. */
public final class DeprecateCommand implements Command {
  private final boolean takesBack;

  private DeprecateCommand(boolean takesBack) {
    this.takesBack = takesBack;
  }

  public static DeprecateCommand deprecate() {
    return new DeprecateCommand(false);
  }

  public static DeprecateCommand undeprecate() {
    return new DeprecateCommand(true);
  }

  @Override
  public int run(Invocation call) {
    List<String> words = call.words();
    if (words.isEmpty() || (!takesBack && words.size() < 2)) {
      throw call.usage("");
    }
    String message = takesBack ? "" : words.get(1);
    Spec spec = Spec.parseArgument(words.getFirst());
    PackageName name = Packages.named(call, words.getFirst());
    Range range =
        Range.tryParseLoose(spec.raw())
            .orElseThrow(
                () -> JpmException.of(ErrorCode.EUSAGE, "invalid version range: " + spec.raw()));
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      JsonNode document = talk.toChange(name);
      if (!mark(call, name, document, range, message)) {
        call.terminal().log(Level.WARN, "deprecate", "No version found for " + spec.raw());
      } else if (!call.settings().flag("dry-run")) {
        talk.change(
            RegistryRequest.of("PUT", talk.of(name), name.escaped())
                .with(document)
                .about(name.value()));
      }
    }
    return 0;
  }

  private static boolean mark(
      Invocation call, PackageName name, JsonNode document, Range range, String message) {
    boolean any = false;
    for (Map.Entry<String, JsonNode> entry : document.path("versions").properties()) {
      boolean meant =
          Version.tryParseLoose(entry.getKey())
              .filter(range::acceptsIncludingPrereleases)
              .isPresent();
      if (meant && entry.getValue() instanceof ObjectNode manifest) {
        any = true;
        manifest.put("deprecated", message);
        String version = name + "@" + entry.getKey();
        call.terminal()
            .log(
                Level.NOTICE,
                "",
                message.isEmpty()
                    ? "undeprecating " + version
                    : "deprecating " + version + " with message \"" + message + "\"");
      }
    }
    return any;
  }
}
