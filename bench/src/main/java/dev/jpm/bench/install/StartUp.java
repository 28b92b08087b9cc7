package dev.jpm.bench.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** How long programs take before they do anything: their version, and a script that is empty. */
public final class StartUp {
  /** The script alone, without any tool around it. */
  public static final String SCRIPT_ITSELF = "the script itself";

  public static final String VERSION = "--version";
  public static final String RUN = "run";

  private static final int RUNS = 20;
  private static final String EMPTY = "true";

  private final SequencedMap<String, List<String>> programs = new LinkedHashMap<>();
  private final Map<String, String> env;
  private final MeasuredProcess process;

  public StartUp(Peers peers, Path jpm, Map<String, String> env, MeasuredProcess process) {
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

  /** Measures all of it in {@code folder}, tools in turn. */
  public void run(Path folder, Listener listener) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("package.json"),
          "{\"name\":\"start-up\",\"version\":\"1.0.0\",\"scripts\":{\"empty\":\""
              + EMPTY
              + "\"}}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int run = -1; run < RUNS; run++) {
      // The first one finds nothing in memory, and jpm brings the runtime for scripts.
      boolean counts = run >= 0;
      for (Map.Entry<String, List<String>> program : programs.entrySet()) {
        Measurement version = call(folder, program.getValue(), "--version");
        Measurement script = call(folder, program.getValue(), "run", "empty");
        if (counts) {
          listener.taken(VERSION, program.getKey(), version);
          listener.taken(RUN, program.getKey(), script);
        }
      }
      Measurement alone = call(folder, List.of("sh", "-c", EMPTY));
      if (counts) {
        listener.taken(RUN, SCRIPT_ITSELF, alone);
      }
    }
  }

  private Measurement call(Path folder, List<String> program, String... more) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of(more));
    Measurement measured = process.run(new Call(words, folder, env));
    if (!measured.succeeded()) {
      throw new IllegalStateException(String.join(" ", words) + " failed: " + measured.lastWords());
    }
    return measured;
  }
}
