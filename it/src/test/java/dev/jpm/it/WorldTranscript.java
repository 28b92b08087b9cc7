package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.World;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a world: after each command, how it ended and what the project's files then say,
 * free of what differs from run to run.
 *
 * @param parts one a command
 * @param faults of the tool, one a command, mostly empty; the last command is one it gave up at, or
 *     the last of all
 * @param broken whether the tool gave up
 */
record WorldTranscript(List<String> parts, List<String> faults, boolean broken) {
  /** Runs one command. */
  @FunctionalInterface
  interface Tool {
    End run(TempProject project, List<String> arguments) throws InterruptedException;
  }

  /**
   * How a command ended.
   *
   * @param code {@code ok}, an error's code, or nothing where the tool itself gave up
   * @param fault what the tool did wrong; empty where nothing is known
   */
  record End(String code, String fault) {
    static End of(String code) {
      return new End(code, "");
    }

    static End broken(String fault) {
      return new End("", fault);
    }
  }

  private static final String LOCK = "package-lock.json";

  /** Does in {@code folder} what the world says is done. */
  static WorldTranscript of(World world, MockRegistry registry, Path folder, Tool tool)
      throws InterruptedException {
    TempProject project = world.writeTo(folder);
    Map<String, String> names = names(world, registry);
    List<String> parts = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (World.Step step : world.steps()) {
      switch (step) {
        case World.Step.Write write -> write.files().forEach(project::file);
        case World.Step.Run run -> {
          End end = tool.run(project, run.arguments());
          faults.add(end.fault());
          if (end.code().isEmpty()) {
            parts.add("$ " + String.join(" ", run.arguments()) + "\n" + end.fault() + "\n");
            return new WorldTranscript(parts, faults, true);
          }
          parts.add(part(world, run, end.code(), project, names));
        }
      }
    }
    return new WorldTranscript(parts, faults, false);
  }

  /** SHA-256 of all that it tells. */
  String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(String.join("\n", parts).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
   * What differs, or nothing where both are the same as far as {@code npm} can be believed: up to
   * its first fault that shows. There jpm must come to an end of some kind.
   */
  static String difference(WorldTranscript npm, WorldTranscript jpm) {
    int at = firstDifference(npm, jpm);
    return at < 0 ? "" : difference(npm.parts().get(at), jpm.parts().get(at));
  }

  /** How both end where that differs, else where it shows; empty where they are the same. */
  static String kindOfDifference(WorldTranscript npm, WorldTranscript jpm) {
    int at = firstDifference(npm, jpm);
    if (at < 0) {
      return "";
    }
    String npms = end(npm.parts().get(at));
    String jpms = end(jpm.parts().get(at));
    return npms.equals(jpms) ? "what was written" : npms + " and " + jpms;
  }

  private static String end(String part) {
    return part.lines().skip(1).findFirst().orElse("");
  }

  private static int firstDifference(WorldTranscript npm, WorldTranscript jpm) {
    for (int i = 0; i < npm.parts().size(); i++) {
      boolean jpmBroke = jpm.broken() && i == jpm.parts().size() - 1;
      boolean same = npm.parts().get(i).equals(jpm.parts().get(i));
      if (jpmBroke || (!same && npm.faults().get(i).isEmpty())) {
        return i;
      }
      if (!same) {
        return -1;
      }
    }
    return -1;
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
