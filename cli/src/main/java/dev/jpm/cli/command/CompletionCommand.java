package dev.jpm.cli.command;

import dev.jpm.cli.CommandInfo;
import dev.jpm.cli.CommandTable;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import dev.jpm.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code jpm completion}: prints a script for a shell; called by that script, with the words typed
 * so far after {@code --} and {@code COMP_CWORD} set, prints what the current word may become.
 */
final class CompletionCommand implements Command {
  @Override
  public int run(Invocation call) {
    String index = call.session().env().getOrDefault("COMP_CWORD", "");
    if (index.matches("\\d{1,4}") && !call.words().isEmpty()) {
      candidates(call, Integer.parseInt(index)).forEach(call.terminal()::line);
      return 0;
    }
    String shell = call.words().isEmpty() ? ownShell(call) : call.words().getFirst();
    switch (shell) {
      case "bash" -> call.terminal().line(CompletionScripts.BASH);
      case "zsh" -> call.terminal().line(CompletionScripts.ZSH);
      case "fish" -> call.terminal().line(CompletionScripts.FISH);
      default -> throw call.usage("No completion for the shell \"" + shell + "\"");
    }
    return 0;
  }

  private static String ownShell(Invocation call) {
    String path = call.session().env().getOrDefault("SHELL", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals("zsh") || name.equals("fish") ? name : "bash";
  }

  private static List<String> candidates(Invocation call, int index) {
    List<String> words = call.words();
    String partial = index < words.size() ? words.get(index) : "";
    List<String> before = words.subList(1, Math.clamp(index, 1, words.size()));
    String previous = before.isEmpty() ? "" : before.getLast();
    return all(call, before, previous, partial)
        .filter(candidate -> candidate.startsWith(partial))
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> all(
      Invocation call, List<String> before, String previous, String partial) {
    Option valued = previous.startsWith("--") ? OptionTable.find(previous.substring(2)) : null;
    if (valued != null && !valued.flag()) {
      return valued.choices().stream();
    }
    if (partial.startsWith("-")) {
      return flags(before);
    }
    List<String> plain = before.stream().filter(word -> !word.startsWith("-")).toList();
    if (plain.isEmpty()) {
      return CommandTable.all().stream().map(CommandInfo::name);
    }
    String command =
        CommandTable.find(plain.getFirst()).map(CommandInfo::name).orElse(plain.getFirst());
    return words(call, command, plain.size());
  }

  private static Stream<String> flags(List<String> before) {
    Optional<CommandInfo> command =
        before.stream()
            .filter(word -> !word.startsWith("-"))
            .findFirst()
            .flatMap(CommandTable::find);
    return OptionTable.all().stream()
        .filter(option ->
            command.isEmpty()
                || command.get().options().contains(option.name())
                || command.get().options().isEmpty())
        .map(option -> "--" + option.name());
  }

  private static Stream<String> words(Invocation call, String command, int position) {
    Optional<Manifest> manifest = ManifestFile.readOrEmpty(call.project().packageJson());
    return switch (command) {
      case "run" ->
          position == 1
              ? manifest.stream().flatMap(found -> found.scripts().sequencedKeySet().stream())
              : Stream.empty();
      case "uninstall", "update", "explain", "outdated", "rebuild", "fund" ->
          manifest.stream().flatMap(CompletionCommand::dependencies);
      case "config" ->
          position == 1
              ? Stream.of("get", "set", "delete", "list", "edit", "fix")
              : OptionTable.all().stream().map(Option::name);
      case "get", "set" -> OptionTable.all().stream().map(Option::name);
      case "audit" -> position == 1 ? Stream.of("fix", "lockfile") : Stream.empty();
      case "cache" -> Stream.of("add", "clean", "ls", "verify", "gc");
      case "help" -> CommandTable.all().stream().map(CommandInfo::name);
      case "completion" -> Stream.of("bash", "zsh", "fish");
      case "pkg" -> position == 1 ? Stream.of("get", "set", "delete", "fix") : Stream.empty();
      case "version" ->
          Stream.of(
              "major",
              "minor",
              "patch",
              "premajor",
              "preminor",
              "prepatch",
              "prerelease",
              "from-git");
      case "install-scripts" -> Stream.of("approve", "deny", "ls", "prune");
      default -> Stream.empty();
    };
  }

  private static Stream<String> dependencies(Manifest manifest) {
    List<String> names = new ArrayList<>(manifest.dependencies().keySet());
    names.addAll(manifest.devDependencies().keySet());
    names.addAll(manifest.optionalDependencies().keySet());
    names.addAll(manifest.peerDependencies().keySet());
    return names.stream();
  }
}
