package dev.jpm.bench.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How long programs take before they do anything: their version, a script that is empty, and one
 * that starts a program of many modules, with and without what Node.js keeps of compiled code.
 */
public final class StartUp {
  /** The script alone, without any tool around it. */
  public static final String SCRIPT_ITSELF = "the script itself";

  public static final String VERSION = "--version";
  public static final String RUN = "run";

  /** A script that loads npm's Arborist, which asks for no cache itself: some 500 modules. */
  public static final String PROGRAM = "run a program";

  /** The same without a cache of compiled code. */
  public static final String UNCACHED = "run a program, no compile cache";

  private static final int RUNS = 20;
  private static final String EMPTY = "true";

  private static final Map<String, String> NO_CACHE = Map.of("NODE_DISABLE_COMPILE_CACHE", "1");

  private final String program;
  private final String text;
  private final SequencedMap<String, List<String>> programs = new LinkedHashMap<>();
  private final Map<String, String> env;
  private final MeasuredProcess process;

  public StartUp(Peers peers, Path jpm, Map<String, String> env, MeasuredProcess process) {
    program = peers.node() + " program.js";
    text = "require('" + peers.modules().resolve("npm/node_modules/@npmcli/arborist") + "')\n";
    programs.put("npm", peers.npm());
    programs.put("pnpm", peers.pnpm());
    programs.put("bun", peers.bun());
    programs.put("jpm", List.of(jpm.toString()));
    this.env = Map.copyOf(env);
    this.process = process;
  }

  /** Hears what was measured. */
  @FunctionalInterface
  public interface Listener {
    void taken(String scenario, String tool, Measurement measured);
  }

  private static final Listener NOBODY = (scenario, tool, measured) -> {};

  /** Measures all of it in {@code folder}, tools in turn. */
  public void run(Path folder, Listener listener) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("program.js"), text);
      Files.writeString(
          folder.resolve("package.json"),
          "{\"name\":\"start-up\",\"version\":\"1.0.0\",\"scripts\":{\"empty\":\""
              + EMPTY
              + "\",\"program\":\""
              + program
              + "\"}}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int run = -1; run < RUNS; run++) {
      // The first one finds nothing in memory, and jpm brings the runtime for scripts.
      boolean counts = run >= 0;
      for (Map.Entry<String, List<String>> tool : programs.entrySet()) {
        measure(folder, tool.getKey(), tool.getValue(), counts ? listener : NOBODY);
      }
      measureAlone(folder, counts ? listener : NOBODY);
    }
  }

  private void measure(Path folder, String tool, List<String> words, Listener listener) {
    listener.taken(VERSION, tool, call(folder, env, words, "--version"));
    listener.taken(RUN, tool, call(folder, env, words, "run", "empty"));
    listener.taken(PROGRAM, tool, call(folder, env, words, "run", "program"));
    listener.taken(UNCACHED, tool, call(folder, uncached(), words, "run", "program"));
  }

  private void measureAlone(Path folder, Listener listener) {
    List<String> shell = List.of("sh", "-c");
    listener.taken(RUN, SCRIPT_ITSELF, call(folder, env, shell, EMPTY));
    listener.taken(PROGRAM, SCRIPT_ITSELF, call(folder, env, shell, program));
    listener.taken(UNCACHED, SCRIPT_ITSELF, call(folder, uncached(), shell, program));
  }

  private Map<String, String> uncached() {
    Map<String, String> without = new HashMap<>(env);
    without.putAll(NO_CACHE);
    return without;
  }

  private Measurement call(
      Path folder, Map<String, String> environment, List<String> program, String... more) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of(more));
    Measurement measured = process.run(new Call(words, folder, environment));
    if (!measured.succeeded()) {
      throw new IllegalStateException(String.join(" ", words) + " failed: " + measured.lastWords());
    }
    return measured;
  }
}
