package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.terminal.JsonText;
import dev.jpm.fs.AtomicFile;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code jpm init}: makes a package.json, or fills in what an existing one lacks. */
final class InitCommand implements Command {
  @Override
  public int run(Invocation call) throws IOException {
    if (!call.words().isEmpty()) {
      throw JpmException.of(ErrorCode.EUSAGE, "jpm init cannot run an initializer by itself")
          .withHint("Run it with: jpm exec " + initializer(call.words().getFirst()));
    }
    Path folder = call.session().cwd();
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
    if (yes && !call.terminal().silent()) {
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

  /** npm's rule for the package behind {@code npm init <name>}. */
  private static String initializer(String name) {
    int at = name.indexOf('@', 1);
    String bare = at < 0 ? name : name.substring(0, at);
    String version = at < 0 ? "" : name.substring(at);
    if (bare.startsWith("@") && bare.indexOf('/') < 0) {
      return bare + "/create" + version;
    }
    int slash = bare.indexOf('/') + 1;
    return bare.substring(0, slash) + "create-" + bare.substring(slash) + version;
  }
}
