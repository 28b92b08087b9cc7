package dev.jpm.cli.command;

import dev.jpm.cli.CommandTable;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.terminal.JsonText;
import dev.jpm.cli.work.ExecCommand;
import dev.jpm.cli.work.VersionCommand;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.Folders;
import dev.jpm.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code jpm init}: makes a package.json, or fills in what an existing one lacks; runs an
 * initializer.
 */
final class InitCommand implements Command {
  @Override
  public int run(Invocation call) throws IOException, InterruptedException {
    boolean inWorkspaces =
        call.settings().flag("workspaces")
            || (!call.settings().list("workspace").isEmpty()
                && !call.settings().isDefault("workspace"));
    if (!inWorkspaces) {
      return make(call, call.session().cwd());
    }
    if (call.settings().flag("include-workspace-root")) {
      make(call, call.session().cwd());
    }
    ManifestFile.read(call.project().packageJson());
    List<String> names = new ArrayList<>();
    for (String workspace : call.settings().list("workspace")) {
      Path folder = call.project().localPrefix().resolve(workspace).normalize();
      Folders.create(folder);
      int exitCode = make(call, folder);
      if (exitCode != 0) {
        return exitCode;
      }
      InitWorkspace.add(call.project().localPrefix(), folder);
      ManifestFile.readOrEmpty(folder.resolve("package.json"))
          .map(Manifest::name)
          .ifPresent(names::add);
    }
    if (call.words().isEmpty()) {
      VersionCommand.updateWorkspaces(call, names);
    }
    return 0;
  }

  /** Runs the initializer that is named, or asks for what a package.json needs. */
  private static int make(Invocation call, Path folder) throws IOException {
    if (call.words().isEmpty()) {
      return template(call, folder);
    }
    List<String> words = new ArrayList<>(call.words());
    words.set(0, Initializer.of(words.getFirst()));
    return ExecCommand.here(call.in(folder).as(CommandTable.get("exec"), words));
  }

  private static int template(Invocation call, Path folder) throws IOException {
    Path file = folder.resolve("package.json");
    boolean exists = Files.exists(file);
    Map<String, @Nullable Object> content = exists ? read(file) : new LinkedHashMap<>();
    boolean yes = call.settings().flag("yes") || call.settings().flag("force");
    InitPrompts prompts = new InitPrompts(call, yes);
    if (!yes) {
      call.terminal().line(InitPrompts.WELCOME);
    }
    if (!new InitQuestions(call, folder, content, prompts).askAll()) {
      call.terminal().talk("");
      call.terminal().log(dev.jpm.cli.terminal.Level.WARN, "init", "canceled");
      return 0;
    }
    String shown = file + ":\n\n" + JsonText.pretty(content) + "\n\n";
    if (!yes) {
      call.terminal().line("About to write to " + shown);
      if (!prompts.ask("Is this OK?", "yes").toLowerCase(java.util.Locale.ROOT).startsWith("y")) {
        call.terminal().line("Aborted.");
        return 0;
      }
    }
    String indent = exists ? indent(Files.readString(file)) : "  ";
    AtomicFile.write(file, JsonText.indented(content, indent) + "\n");
    if (yes) {
      call.terminal().line("Wrote to " + shown);
    }
    return 0;
  }

  @SuppressWarnings("unchecked") // A JSON object becomes a map with text keys.
  private static Map<String, @Nullable Object> read(Path file) {
    Object plain = JsonValues.plain(ManifestFile.read(file).json());
    return plain instanceof Map<?, ?> map
        ? (Map<String, @Nullable Object>) map
        : new LinkedHashMap<>();
  }

  private static String indent(String text) {
    int first = text.indexOf('\n') + 1;
    int end = first;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return end > first ? text.substring(first, end) : "  ";
  }
}
