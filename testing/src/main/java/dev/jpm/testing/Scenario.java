package dev.jpm.testing;

import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A world read from a JSON file. What npm makes of it is kept beside it in {@code recorded/}.
 *
 * @param file where it was read from
 */
public record Scenario(Path file, World world) {
  private static final String ENDING = ".json";
  private static final String SHRINKWRAP = "npm-shrinkwrap.json";
  private static final String[] WRITTEN = {
    "package.json", "package-lock.json", "node_modules/.package-lock.json"
  };

  /** All scenarios in a folder, by name. */
  public static List<Scenario> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(Scenario::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scenario read(Path file) {
    try {
      return new Scenario(file, new World((ObjectNode) Json.parse(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's name without its ending. */
  public String name() {
    String fileName = String.valueOf(file.getFileName());
    return fileName.substring(0, fileName.length() - ENDING.length());
  }

  /** What it shows, in one sentence. */
  public String about() {
    return world.json().path("about").asString();
  }

  /** The arguments of each command whose answer counts, in order; run after the commands. */
  public List<List<String>> asks() {
    List<List<String>> asks = new ArrayList<>();
    for (JsonNode ask : world.json().path("asks")) {
      asks.add(ask.valueStream().map(JsonNode::stringValue).toList());
    }
    return asks;
  }

  /** What npm answers and leaves on disk, in the form of {@link #transcript}. */
  public String recorded() {
    try {
      return Files.readString(file.resolveSibling("recorded").resolve(name() + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The code that the last command fails with; empty where it succeeds. */
  public String error() {
    return world.json().path("error").asString("");
  }

  /**
   * What {@link #asks} were answered (standard output and exit code) and what stands on disk
   * afterwards, free of what differs from run to run.
   */
  public String transcript(
      TempProject project, MockRegistry registry, List<CommandResult> answers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < answers.size(); i++) {
      CommandResult answer = answers.get(i);
      text.append("=== npm ").append(String.join(" ", asks().get(i))).append('\n');
      text.append(shown(answer.stdout()));
      text.append("(exit code ").append(answer.exitCode()).append(")\n");
    }
    for (String file : WRITTEN) {
      text.append("=== ").append(file).append('\n');
      text.append(project.has(file) ? project.read(file) : "(none)\n");
    }
    if (project.has(SHRINKWRAP)) {
      text.append("=== ").append(SHRINKWRAP).append('\n').append(project.read(SHRINKWRAP));
    }
    text.append("=== the other files\n");
    for (String line : project.tree(".").without(WRITTEN).without(SHRINKWRAP).lines()) {
      text.append(line).append('\n');
    }
    return filter(project, registry).filtered(text.toString());
  }

  /** An answer as it is kept: of JSON lists only the field {@code shows}, where that is given. */
  private String shown(String answer) {
    String field = world.json().path("shows").asString("");
    if (field.isEmpty() || !answer.startsWith("[")) {
      return answer
          .replace("`jpm ", "`npm ")
          .replace("  jpm audit", "  npm audit")
          .replaceAll("(?<=.)\\z", "\n");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode item : Json.parse(answer)) {
      text.append(item.path(field).asString("(none)")).append('\n');
    }
    return text.toString();
  }

  private GoldenText filter(TempProject project, MockRegistry registry) {
    GoldenText filter = new GoldenText(Path.of("."), false, false);
    filter.replacing(project.folder().resolveSibling("global").toString(), "GLOBAL");
    filter.replacing(project.folder().toString(), "PROJECT");
    world
        .packages()
        .forEach((name, versions) -> {
          for (String version : versions) {
            filter.replacing(
                registry.integrity(name, version), "INTEGRITY " + name + "@" + version);
          }
        });
    return filter;
  }
}
