package dev.jpm.cli.command;

import dev.jpm.cli.CommandTable;
import dev.jpm.cli.Invocation;
import dev.jpm.config.AuthProblems;
import dev.jpm.config.AuthProblems.Problem;
import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import dev.jpm.config.OptionValue;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Setting;
import dev.jpm.config.SettingsCheck;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code jpm config}: shows settings and changes settings files. */
final class ConfigCommand implements Command {
  private final List<String> before;

  ConfigCommand() {
    this(List.of());
  }

  private ConfigCommand(List<String> before) {
    this.before = before;
  }

  /** {@code jpm get} and {@code jpm set}, which are the same without the word config. */
  static Command as(String action) {
    return new ConfigCommand(List.of(action));
  }

  @Override
  public int run(Invocation given) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(before);
    words.addAll(given.words());
    if (words.isEmpty()) {
      throw given.usage("");
    }
    String action = words.removeFirst();
    Invocation call = given.as(CommandTable.get("config"), words);
    switch (action) {
      case "set" -> set(call);
      case "get" -> get(call);
      case "delete", "rm", "del" -> delete(call);
      case "list", "ls" -> list(call);
      case "edit" -> {
        return ConfigEdit.run(call, file(call, location(call)));
      }
      case "fix" -> fix(call);
      default -> throw call.usage("");
    }
    return 0;
  }

  private static Layer location(Invocation call) {
    if (call.global()) {
      return Layer.GLOBAL;
    }
    return call.settings().text("location").equals("project") ? Layer.PROJECT : Layer.USER;
  }

  private static SettingsFile file(Invocation call, Layer layer) {
    return SettingsFile.of(call, layer);
  }

  private static void set(Invocation call) {
    Map<String, String> given = keyValues(call.words());
    if (given.isEmpty()) {
      throw call.usage("");
    }
    given.keySet().forEach(ConfigCommand::refuseUnsettable);
    SettingsFile file = file(call, location(call));
    for (Map.Entry<String, String> entry : given.entrySet()) {
      if (entry.getValue().isEmpty()) {
        file.remove(entry.getKey());
        continue;
      }
      Optional<String> problem =
          SettingsCheck.problem(call.settings().host(), entry.getKey(), entry.getValue());
      if (problem.isPresent()) {
        throw JpmException.of(ErrorCode.EUSAGE, problem.get());
      }
      file.set(entry.getKey(), new OptionValue.Text(entry.getValue()));
    }
    file.save();
  }

  private static void refuseUnsettable(String key) {
    String base = key.substring(key.lastIndexOf(':') + 1);
    Option option = OptionTable.find(base);
    if (option == null && !OptionTable.PER_REGISTRY.contains(base)) {
      throw JpmException.of(ErrorCode.EUSAGE, "`" + base + "` is not a valid npm option");
    }
    if (option != null && option.deprecated()) {
      throw JpmException.of(
              ErrorCode.EUSAGE,
              "The `" + base + "` option is deprecated, and cannot be set in this way")
          .withHint(option.description());
    }
  }

  /** {@code key=value}, or {@code key value} as two words. */
  private static Map<String, String> keyValues(List<String> words) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      if (equals >= 0) {
        found.put(word.substring(0, equals).strip(), word.substring(equals + 1).strip());
      } else {
        found.put(word.strip(), i + 1 < words.size() ? words.get(++i).strip() : "");
      }
    }
    return found;
  }

  private static void get(Invocation call) {
    if (call.words().isEmpty()) {
      list(call);
      return;
    }
    List<String> lines = new ArrayList<>();
    for (String key : call.words()) {
      Optional<Setting> setting = call.settings().find(key);
      String value = setting.map(found -> found.value().shown(",")).orElse("undefined");
      if (PrivateSetting.is(key, value)) {
        throw JpmException.of(
            ErrorCode.EUSAGE,
            "The " + key + " option is protected, and cannot be retrieved in this way");
      }
      lines.add(call.words().size() > 1 ? key + "=" + value : value);
    }
    call.terminal().line(String.join("\n", lines));
  }

  private static void delete(Invocation call) {
    if (call.words().isEmpty()) {
      throw call.usage("");
    }
    SettingsFile file = file(call, location(call));
    call.words().forEach(file::remove);
    file.save();
  }

  private static void list(Invocation call) {
    if (call.settings().flag("json")) {
      call.terminal().json(ConfigList.json(call.settings()));
    } else {
      call.terminal().line(ConfigList.text(call));
    }
  }

  private static void fix(Invocation call) {
    boolean one = !call.settings().isDefault("location") || call.global();
    List<Problem> problems =
        AuthProblems.of(call.settings()).problems().stream()
            .filter(problem -> !one || problem.layer() == location(call))
            .toList();
    if (problems.isEmpty()) {
      return;
    }
    Map<Layer, SettingsFile> files = new LinkedHashMap<>();
    StringBuilder told =
        new StringBuilder("The following configuration problems have been repaired:\n");
    for (Problem problem : problems) {
      SettingsFile file =
          files.computeIfAbsent(problem.layer(), layer -> SettingsFile.of(call, layer));
      String where = problem.layer().word() + " config";
      switch (problem) {
        case Problem.Delete delete -> {
          file.remove(delete.key());
          told.append("\n- `").append(delete.key()).append("` deleted from ").append(where);
        }
        case Problem.Rename rename -> {
          file.rename(rename.key(), rename.to());
          told.append("\n~ `").append(rename.key()).append("` renamed to `").append(rename.to());
          told.append("` in ").append(where);
        }
      }
    }
    files.values().forEach(SettingsFile::save);
    call.terminal().line(told.toString());
  }
}
