package dev.jpm.cli.command;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.fields.FieldEdit;
import dev.jpm.cli.fields.FieldGet;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.lockfile.PackageJsonFix;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code jpm pkg}: reads and changes package.json. */
final class PkgCommand implements Command {
  @Override
  public int run(Invocation call) {
    if (call.global()) {
      throw JpmException.of(
          ErrorCode.EPKGGLOBAL, "There's no package.json file to manage on global mode");
    }
    ChosenWorkspaces workspaces = ChosenWorkspaces.of(call).withRoot(call);
    if (workspaces.isEmpty()) {
      runIn(call, call.project().localPrefix(), "");
    }
    workspaces.folders().forEach((name, folder) -> runIn(call, folder, name));
    return 0;
  }

  private static void runIn(Invocation call, Path folder, String workspace) {
    List<String> words = call.words();
    String action = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.subList(Math.min(1, words.size()), words.size());
    Path file = folder.resolve("package.json");
    switch (action) {
      case "get" -> get(call, read(file).json(), rest, workspace);
      case "set" -> change(file, json -> set(call, json, rest));
      case "delete" -> change(file, json -> delete(call, json, rest));
      case "fix" -> save(file, PackageJsonFix.of(read(file)));
      default -> throw call.usage("");
    }
  }

  private static void get(Invocation call, ObjectNode json, List<String> paths, String workspace) {
    call.terminal().answersInJson();
    Object result = JsonValues.plain(json);
    if (!paths.isEmpty()) {
      Map<String, @Nullable Object> found = new LinkedHashMap<>();
      for (String path : paths) {
        FieldGet.from(json, path)
            .forEach(
                (label, value) -> found.put(label, value == null ? null : JsonValues.plain(value)));
      }
      boolean one = found.size() == 1 && paths.size() == 1;
      found.values().removeIf(Objects::isNull);
      result = one ? found.get(paths.getFirst()) : found;
    }
    if (!workspace.isEmpty()) {
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      named.put(workspace, result);
      call.terminal().json(named);
    } else if (result != null && isTold(result)) {
      call.terminal().json(result);
    }
  }

  /** npm prints nothing for what JavaScript takes for nothing. */
  private static boolean isTold(Object result) {
    return !result.equals("")
        && !result.equals(false)
        && !(result instanceof Number number && number.doubleValue() == 0);
  }

  private static ObjectNode set(Invocation call, ObjectNode json, List<String> pairs) {
    if (pairs.isEmpty()) {
      throw call.usage("jpm pkg set expects a key=value pair of args.");
    }
    boolean force = call.settings().flag("force");
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw call.usage("jpm pkg set expects a key=value pair of args.");
      }
      String value = pair.substring(equals + 1);
      JsonNode given =
          call.settings().flag("json")
              ? JsonText.parse(value, "value of " + pair.substring(0, equals))
              : JsonNodeFactory.instance.stringNode(value);
      FieldEdit.set(json, pair.substring(0, equals), given, force);
    }
    return json;
  }

  private static ObjectNode delete(Invocation call, ObjectNode json, List<String> paths) {
    if (paths.isEmpty() || paths.contains("")) {
      throw call.usage("jpm pkg delete expects key args.");
    }
    paths.forEach(path -> FieldEdit.delete(json, path));
    return json;
  }

  private static void change(Path file, UnaryOperator<ObjectNode> edit) {
    PackageJsonFile before = read(file);
    ObjectNode json = edit.apply(before.json().deepCopy());
    check(json);
    save(file, before.withJson(json).withDependencies(new Manifest(json)));
  }

  /** npm refuses to write what it could not use. */
  private static void check(ObjectNode json) {
    JsonNode scripts = json.path("scripts");
    if (scripts.isContainer() && !scripts.valueStream().allMatch(JsonNode::isString)) {
      throw JpmException.of(
          ErrorCode.ESCRIPTSINVALID, "package.json scripts should be a key-value pair of strings.");
    }
    JsonNode workspaces = json.path("workspaces");
    if (workspaces.isArray()
        && (workspaces.isEmpty() || !workspaces.valueStream().allMatch(JsonNode::isString))) {
      throw JpmException.of(
          ErrorCode.EWORKSPACESINVALID, "workspaces should be an array of strings.");
    }
  }

  private static PackageJsonFile read(Path file) {
    try {
      return PackageJsonFile.parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw JpmException.of(
          ErrorCode.ENOENT, "Could not read package.json: there is no file " + file, e);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  private static void save(Path file, PackageJsonFile content) {
    if (content.isChanged()) {
      AtomicFile.write(file, content.text());
    }
  }
}
