package dev.jpm.runtime.task;

import dev.jpm.model.Manifest;
import dev.jpm.model.glob.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a package says about a script under {@code jpm.tasks} of its package.json, so that its
 * results can be kept: files that it reads, files that it makes, variables that it looks at. What a
 * workspace does not say itself, the project's package.json says for all.
 *
 * @param inputs patterns from the package's folder; those after {@code !} take away
 * @param outputs likewise; may be empty, for a script that only checks
 * @param env names of variables
 */
public record TaskDeclaration(List<String> inputs, List<String> outputs, List<String> env) {
  public TaskDeclaration {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    env = List.copyOf(env);
  }

  /** The declaration of {@code script}; empty where it declares no inputs. */
  public static Optional<TaskDeclaration> of(Manifest own, Manifest project, String script) {
    JsonNode mine = own.json().path("jpm").path("tasks").path(script);
    JsonNode task = mine.isObject() ? mine : project.json().path("jpm").path("tasks").path(script);
    List<String> inputs = texts(task.path("inputs"));
    return inputs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TaskDeclaration(inputs, texts(task.path("outputs")), texts(task.path("env"))));
  }

  /** Whether the script reads the file at {@code path}, from the package's folder. */
  public boolean reads(String path) {
    return fits(inputs, path) && !makes(path);
  }

  /** Whether the script makes the file at {@code path}. */
  public boolean makes(String path) {
    return fits(outputs, path);
  }

  private static boolean fits(List<String> patterns, String path) {
    boolean fits = false;
    for (String pattern : patterns) {
      boolean takes = !pattern.startsWith("!");
      if (fits != takes && Glob.of(takes ? pattern : pattern.substring(1)).matches(path)) {
        fits = takes;
      }
    }
    return fits;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.asString("")));
    return texts;
  }
}
