package dev.jpm.cli.registry;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.spec.Spec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code dist-tag add}, {@code rm} and {@code ls}. */
public final class DistTagCommand implements Command {
  private static final Set<String> ADD = Set.of("add", "a", "set", "s");
  private static final Set<String> REMOVE = Set.of("rm", "r", "del", "d", "remove");
  private static final Set<String> LIST = Set.of("ls", "l", "sl", "list");
  private static final Pattern HERE = Pattern.compile("(\\.(@.*)?)?");

  @Override
  public int run(Invocation call) {
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call).withRoot(call);
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      One one = new One(call, talk);
      if (!chosen.isEmpty()) {
        if (isAboutHere(call)) {
          return one.listAll(chosen);
        }
        call.terminal().log(Level.WARN, "dist-tag", "Ignoring workspaces for specified package");
      }
      one.run();
    }
    return 0;
  }

  private static boolean isAboutHere(Invocation call) {
    String first = Packages.word(call, 0);
    String second = Packages.word(call, 1);
    return HERE.matcher(second).matches()
        && (LIST.contains(first) || (second.isEmpty() && HERE.matcher(first).matches()));
  }

  /** One call with its tools. */
  private record One(Invocation call, RegistryTalk talk) {
    void run() {
      String action = Packages.word(call, 0);
      String second = Packages.word(call, 1);
      String third = Packages.word(call, 2);
      if (ADD.contains(action)) {
        add(second, third.isEmpty() ? call.settings().text("tag") : third);
      } else if (REMOVE.contains(action)) {
        remove(second, third);
      } else if (LIST.contains(action)) {
        list(Packages.namedOrProject(call, second));
      } else if (second.isEmpty()) {
        list(Packages.namedOrProject(call, action));
      } else {
        throw call.usage("");
      }
    }

    int listAll(ChosenWorkspaces chosen) {
      int exitCode = 0;
      for (String workspace : chosen.names()) {
        call.terminal().line(workspace + ":");
        try {
          list(PackageName.parse(workspace));
        } catch (JpmException e) {
          call.terminal().log(Level.ERROR, "", e.sentence());
          exitCode = 1;
        }
      }
      return exitCode;
    }

    private void list(PackageName name) {
      Map<String, String> tags;
      try {
        tags = tags(name);
      } catch (JpmException e) {
        call.terminal().log(Level.ERROR, "dist-tag ls", "Couldn't get dist-tag data for " + name);
        throw e;
      }
      call.terminal()
          .line(
              tags.entrySet().stream()
                  .map(tag -> tag.getKey() + ": " + tag.getValue())
                  .sorted()
                  .collect(Collectors.joining("\n")));
    }

    private void add(String typed, String tag) {
      Spec spec = typed.isEmpty() ? null : Spec.parseArgument(typed);
      PackageName name = spec == null ? null : spec.name();
      if (spec == null || name == null || tag.isBlank()) {
        throw call.usage("must provide a spec with a name and version, and a tag to add");
      }
      Spec.parse(name.value(), tag);
      String wanted = tag.strip();
      if (Range.tryParse(wanted).isPresent()) {
        throw JpmException.of(
            ErrorCode.EUSAGE, "Tag name must not be a valid SemVer range: " + wanted);
      }
      String version = spec.raw();
      if (version.equals(tags(name).get(wanted))) {
        call.terminal()
            .log(Level.WARN, "dist-tag add", wanted + " is already set to version " + version);
        return;
      }
      talk.change(request("PUT", name, wanted).with(StringNode.valueOf(version)));
      call.terminal().line("+" + wanted + ": " + name + "@" + version);
    }

    private void remove(String typed, String tag) {
      if (typed.isEmpty()) {
        throw call.usage("");
      }
      PackageName name = Packages.named(call, typed);
      String version = tags(name).get(tag);
      if (version == null) {
        throw JpmException.of(ErrorCode.EUSAGE, tag + " is not a dist-tag on " + name);
      }
      talk.change(request("DELETE", name, tag));
      call.terminal().line("-" + tag + ": " + name + "@" + version);
    }

    private RegistryRequest request(String method, PackageName name, String tag) {
      String encoded = UrlPart.of(tag);
      return RegistryRequest.of(method, talk.of(name), path(name) + "/" + encoded)
          .about(name.value());
    }

    private Map<String, String> tags(PackageName name) {
      JsonNode told = talk.get(talk.of(name), path(name), name.value());
      Map<String, String> tags = new LinkedHashMap<>();
      told.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
      tags.remove("_etag");
      if (tags.isEmpty()) {
        throw JpmException.of(ErrorCode.ENOVERSIONS, "No dist-tags found for " + name);
      }
      return tags;
    }

    private static String path(PackageName name) {
      return "-/package/" + name.escaped() + "/dist-tags";
    }
  }
}
