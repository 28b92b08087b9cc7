package dev.jpm.bench;

import dev.jpm.bench.install.Scenario;
import dev.jpm.bench.install.Tools;
import java.util.Arrays;
import java.util.List;

/**
 * What one call is to measure.
 *
 * @param parts install, slow, start-up, growth
 * @param port where the recorded registry listens; documents name it
 */
record Options(
    int runs,
    int port,
    List<String> projects,
    List<String> tools,
    List<Scenario> scenarios,
    List<String> parts,
    boolean writeDocs) {
  private static final int PORT = 47_800;
  private static final int RUNS = 5;

  static final String USAGE =
      """
      use: scripts/bench [--runs=5] [--projects=alotta,seedapp] [--tools=npm,pnpm,bun,jpm ...]
                         [--scenarios=clean,cache,lockfile,cache+lockfile,noop]
                         [--parts=install,slow,start-up,growth] [--port=47800] [--write-docs]
           scripts/bench jmh [what JMH takes]
      """;

  static Options of(List<String> words) {
    Options options =
        new Options(
            RUNS,
            PORT,
            List.of("alotta", "seedapp"),
            Tools.NAMES,
            List.of(Scenario.values()),
            List.of("install", "slow", "start-up", "growth"),
            false);
    for (String word : words) {
      options = options.with(word);
    }
    return options;
  }

  private Options with(String word) {
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    String value = word.substring(equals + 1);
    List<String> list = Arrays.asList(value.split(","));
    return switch (key) {
      case "--runs" ->
          new Options(Integer.parseInt(value), port, projects, tools, scenarios, parts, writeDocs);
      case "--port" ->
          new Options(runs, Integer.parseInt(value), projects, tools, scenarios, parts, writeDocs);
      case "--projects" -> new Options(runs, port, list, tools, scenarios, parts, writeDocs);
      case "--tools" -> new Options(runs, port, projects, list, scenarios, parts, writeDocs);
      case "--scenarios" ->
          new Options(runs, port, projects, tools, scenarios(list), parts, writeDocs);
      case "--parts" -> new Options(runs, port, projects, tools, scenarios, list, writeDocs);
      case "--write-docs" -> new Options(runs, port, projects, tools, scenarios, parts, true);
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static List<Scenario> scenarios(List<String> titles) {
    return titles.stream()
        .map(title -> Scenario.named(title).orElseThrow(() -> new IllegalArgumentException(title)))
        .toList();
  }

  boolean has(String part) {
    return parts.contains(part);
  }
}
