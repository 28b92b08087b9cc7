package dev.jpm.it;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a world: after each command, how it ended and what the project's files then say,
 * free of what differs from run to run.
 *
 * @param parts one a command
 * @param broken whether the tool itself gave up, so that what comes after tells nothing
 */
record WorldTranscript(List<String> parts, boolean broken) {
  /** Runs one command and tells how it ended: {@code ok}, an error's code, or {@link #BROKEN}. */
  @FunctionalInterface
  interface Tool {
    String run(TempProject project, List<String> arguments) throws InterruptedException;
  }

  /** Begins the ending of a command that ran into a bug of its tool. */
  static final String BROKEN = "broken ";

  private static final String LOCK = "package-lock.json";

  /** Does in {@code folder} what the world says is done. */
  static WorldTranscript of(World world, MockRegistry registry, Path folder, Tool tool)
      throws InterruptedException {
    TempProject project = world.writeTo(folder);
    Map<String, String> names = names(world, registry);
    List<String> parts = new ArrayList<>();
    for (World.Step step : world.steps()) {
      switch (step) {
        case World.Step.Write write -> write.files().forEach(project::file);
        case World.Step.Run run -> {
          String end = tool.run(project, run.arguments());
          if (end.startsWith(BROKEN)) {
            parts.add("$ " + String.join(" ", run.arguments()) + "\n" + end + "\n");
            return new WorldTranscript(parts, true);
          }
          parts.add(part(world, run, end, project, names));
        }
      }
    }
    return new WorldTranscript(parts, false);
  }

  private static String part(
      World world, World.Step.Run run, String end, TempProject project, Map<String, String> names) {
    StringBuilder text = new StringBuilder();
    text.append("$ ").append(String.join(" ", run.arguments())).append('\n');
    text.append(end).append('\n');
    List<String> files = new ArrayList<>(List.of("package.json", LOCK));
    files.addAll(world.files().keySet());
    boolean installs = !run.arguments().contains("--package-lock-only");
    if (installs) {
      files.add("node_modules/.package-lock.json");
    }
    for (String file : files) {
      text.append("=== ").append(file).append('\n');
      text.append(project.has(file) ? project.read(file) : "(none)\n");
    }
    if (installs) {
      text.append("=== folders\n");
      text.append(
          project.tree(".").lines().stream()
              .filter(line -> line.contains("node_modules") && !line.contains(LOCK))
              .collect(Collectors.joining("\n", "", "\n")));
    }
    return filtered(text.toString(), names);
  }

  private static Map<String, String> names(World world, MockRegistry registry) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(registry.url(), "https://registry.example/");
    world
        .packages()
        .forEach((name, versions) -> {
          for (String version : versions) {
            names.put(registry.integrity(name, version), "sha512 of " + name + "@" + version);
          }
        });
    return names;
  }

  private static String filtered(String text, Map<String, String> names) {
    String filtered = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      filtered = filtered.replace(name.getKey(), name.getValue());
    }
    return filtered;
  }

  /**
   * What differs, or nothing where both are the same as far as {@code npm} tells; where npm broke,
   * jpm must come to an end of some kind.
   */
  static String difference(WorldTranscript npm, WorldTranscript jpm) {
    for (int i = 0; i < npm.parts().size(); i++) {
      boolean npmBroke = npm.broken() && i == npm.parts().size() - 1;
      boolean jpmBroke = jpm.broken() && i == jpm.parts().size() - 1;
      if (jpmBroke || (!npmBroke && !npm.parts().get(i).equals(jpm.parts().get(i)))) {
        return difference(npm.parts().get(i), jpm.parts().get(i));
      }
    }
    return "";
  }

  private static String difference(String npm, String jpm) {
    List<String> wanted = npm.lines().toList();
    List<String> got = jpm.lines().toList();
    int at = 0;
    while (at < wanted.size() && at < got.size() && wanted.get(at).equals(got.get(at))) {
      at++;
    }
    StringBuilder text = new StringBuilder(wanted.getFirst()).append('\n');
    tell(text, "  npm: ", wanted, at);
    tell(text, "  jpm: ", got, at);
    return text.toString();
  }

  private static void tell(StringBuilder text, String who, List<String> lines, int at) {
    for (int i = Math.max(1, at - 3); i < Math.min(lines.size(), at + 4); i++) {
      text.append(who).append(lines.get(i)).append('\n');
    }
  }
}
