package dev.jpm.it;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.Law;
import dev.jpm.testing.NpmOracle;
import dev.jpm.testing.RandomWorlds;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets npm and jpm do the same in the same random worlds and compares what they write, byte for
 * byte. {@code scripts/compare-with-npm} runs it with the npm and the Node.js on PATH.
 */
public final class CompareWithNpm implements AutoCloseable {
  private static final Pattern CODE = Pattern.compile("jpm error code (\\S+)");
  private static final int PATIENCE = 20;

  private final Path scratch;
  private final NpmOracle npm;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private CompareWithNpm(Path scratch, NpmOracle npm) {
    this.scratch = scratch;
    this.npm = npm;
  }

  /** {@code FIRST_SEED COUNT}, or {@code shrink SEED}, or {@code print SEED}. */
  public static void main(String[] arguments) throws Exception {
    Path scratch = Files.createTempDirectory("jpm-worlds").toRealPath();
    int different = 0;
    try (CompareWithNpm compare =
        new CompareWithNpm(scratch, NpmOracle.onPath(System.getenv("PATH"), scratch))) {
      if (arguments[0].equals("shrink")) {
        compare.shrink(Long.parseLong(arguments[1]));
      } else if (arguments[0].equals("print")) {
        compare.print(RandomWorlds.any(Long.parseLong(arguments[1])));
      } else {
        different = compare.all(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
      }
    } finally {
      Folders.remove(scratch);
    }
    System.exit(different == 0 ? 0 : 1);
  }

  private int all(long first, int count) throws InterruptedException {
    int different = 0;
    int broken = 0;
    for (long seed = first; seed < first + count; seed++) {
      Pair pair = both(RandomWorlds.any(seed), "seed-" + seed);
      String difference = WorldTranscript.difference(pair.npm(), pair.jpm());
      if (!difference.isEmpty()) {
        different++;
        System.out.println("seed " + seed + " differs: " + difference);
      }
      if (pair.npm().broken()) {
        broken++;
        System.out.println(
            "seed " + seed + ": npm " + pair.npm().parts().getLast().lines().toList().get(1));
      }
    }
    System.out.printf("%d worlds, %d different, npm broke on %d%n", count, different, broken);
    return different;
  }

  private void shrink(long seed) throws InterruptedException {
    print(Law.smallest(RandomWorlds.any(seed), this::differs));
  }

  private boolean differs(World world) {
    try {
      Pair pair = both(world, "shrinking");
      return !WorldTranscript.difference(pair.npm(), pair.jpm()).isEmpty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void print(World world) throws InterruptedException {
    System.out.println(world);
    Pair pair = both(world, "printed");
    System.out.println("npm:\n" + String.join("\n", pair.npm().parts()));
    System.out.println("jpm:\n" + String.join("\n", pair.jpm().parts()));
  }

  private record Pair(WorldTranscript npm, WorldTranscript jpm) {}

  private Pair both(World world, String name) throws InterruptedException {
    Path here = scratch.resolve(name);
    try (MockRegistry registry = MockRegistry.start()) {
      world.publishTo(registry);
      Map<String, String> environment =
          Map.of(
              "npm_config_registry", registry.url(),
              "npm_config_cache", here.resolve("npm-cache").toString());
      WorldTranscript byNpm =
          WorldTranscript.of(
              world,
              registry,
              here.resolve("npm/project"),
              (project, words) ->
                  switch (npm.run(project.folder(), words, environment)) {
                    case NpmOracle.Answer.Succeeded _ -> lostWorkspace(world, project);
                    case NpmOracle.Answer.Failed failed -> failed.code();
                    case NpmOracle.Answer.Broke broke -> WorldTranscript.BROKEN + broke.how();
                  });
      Jpm jpm = Jpm.with(here.resolve("home"), registry).set("npm_config_ignore_scripts", "true");
      WorldTranscript byJpm =
          WorldTranscript.of(
              world,
              registry,
              here.resolve("jpm/project"),
              (project, words) -> withinReason(jpm, project, words));
      return new Pair(byNpm, byJpm);
    } finally {
      Folders.remove(here);
    }
  }

  /**
   * npm takes the link to a workspace out of the tree when it tries it out as somebody's peer, and
   * forgets to put it back where nobody then needs it.
   */
  private static String lostWorkspace(World world, TempProject project) {
    String lock = project.has("package-lock.json") ? project.read("package-lock.json") : "";
    for (String name : world.workspaces()) {
      if (!lock.contains("\n    \"node_modules/" + name + "\": {")) {
        return WorldTranscript.BROKEN + "npm lost the workspace " + name;
      }
    }
    return "ok";
  }

  private String withinReason(Jpm jpm, TempProject project, List<String> words)
      throws InterruptedException {
    Future<String> end = threads.submit(() -> end(jpm.run(project.folder(), words)));
    try {
      return end.get(PATIENCE, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return WorldTranscript.BROKEN + "jpm never ends";
    } catch (ExecutionException e) {
      return WorldTranscript.BROKEN + e.getCause();
    }
  }

  /** How a command of jpm ended. */
  static String end(CommandResult result) {
    if (result.exitCode() == 0) {
      return "ok";
    }
    Matcher code = CODE.matcher(result.stderr());
    String found = code.find() ? code.group(1) : "";
    return found.isEmpty() || found.equals("EINTERNAL")
        ? WorldTranscript.BROKEN + result.stderr()
        : found;
  }

  @Override
  public void close() {
    npm.close();
    threads.shutdownNow();
  }
}
