package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import dev.jpm.config.Setting;
import dev.jpm.fs.AtomicFile;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code jpm config edit}: opens a settings file in the editor. */
final class ConfigEdit {
  private ConfigEdit() {}

  static int run(Invocation call, SettingsFile file) throws IOException, InterruptedException {
    Path path = file.path();
    if (file.text().isBlank()) {
      Path folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      AtomicFile.write(path, template(call));
    }
    String editor = call.settings().text("editor");
    List<String> command = new ArrayList<>(Arrays.asList(editor.strip().split("\\s+", -1)));
    command.add(path.toString());
    call.terminal().clear();
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw JpmException.of(ErrorCode.ENOENT, "Cannot start the editor " + editor, e)
          .withHint("Name one: --editor=<program>, or the variable EDITOR");
    }
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw JpmException.of(ErrorCode.EUSAGE, "editor process exited with code: " + exitCode);
    }
    return 0;
  }

  /** A file of comments only: every setting with its default. */
  private static String template(Invocation call) {
    StringBuilder text =
        new StringBuilder(
            """
            ; This is an ini-formatted settings file; lines that start with ; are comments.
            ; @scope:registry=<url> sets the registry of a scope;
            ; //<host>/:_authToken=<token> is sent to that host only.
            ;
            ; All settings with their defaults:

            """);
    for (Option option : OptionTable.all()) {
      Setting setting =
          call.settings().layer(dev.jpm.config.Origin.Layer.DEFAULT).get(option.name());
      if (setting != null && !option.deprecated()) {
        text.append("; ").append(option.description()).append('\n');
        text.append("; ").append(option.name()).append('=').append(setting.value().shown(","));
        text.append("\n\n");
      }
    }
    return text.toString();
  }
}
