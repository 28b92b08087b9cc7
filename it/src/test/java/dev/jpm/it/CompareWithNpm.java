package dev.jpm.it;

import dev.jpm.it.WorldTranscript.End;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.Law;
import dev.jpm.testing.NpmOracle;
import dev.jpm.testing.NpmOracle.Answer;
import dev.jpm.testing.PnpmPackages;
import dev.jpm.testing.RandomWorlds;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/**
 * Lets npm and jpm do the same in the same random worlds and compares what they write, byte for
 * byte. {@code scripts/compare-with-npm} runs it with the npm and the Node.js on PATH.
 */
public final class CompareWithNpm implements AutoCloseable {
  /** In seconds, counted one by one: a busy or halted machine must not look like jpm's fault. */
  private static final int PATIENCE = 600;

  /** In milliseconds: what waits for a registry must outlast a halt of all of this as well. */
  private static final String NO_HURRY = "86400000";

  private final Path scratch;
  private final NpmOracle npm;
  private final LongFunction<World> worlds;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private CompareWithNpm(Path scratch, NpmOracle npm, LongFunction<World> worlds) {
    this.scratch = scratch;
    this.npm = npm;
    this.worlds = worlds;
  }

  /**
   * {@code FIRST_SEED COUNT} compares; {@code shrink SEED} shows the smallest world in which the
   * two still differ, {@code print SEED} the whole; {@code record FIRST_SEED COUNT} keeps npm's
   * answers. {@code pnpm-mock FOLDER} before that takes worlds of {@link PnpmPackages}, {@code
   * twins} some with names that differ in case alone, {@code world FILE} one that was printed.
   */
  public static void main(String[] given) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(given));
    LongFunction<World> worlds = RandomWorlds::any;
    if (arguments.getFirst().equals("pnpm-mock")) {
      worlds = PnpmPackages.in(Path.of(arguments.get(1)))::any;
      arguments.subList(0, 2).clear();
    } else if (arguments.getFirst().equals("world")) {
      World kept = World.parse(Files.readString(Path.of(arguments.get(1))));
      worlds = _ -> kept;
      arguments.subList(0, 2).clear();
    } else if (arguments.getFirst().equals("twins")) {
      worlds = RandomWorlds::withTwins;
      arguments.removeFirst();
    }
    Path scratch = Files.createTempDirectory("jpm-worlds").toRealPath();
    int different = 0;
    try (CompareWithNpm compare =
        new CompareWithNpm(scratch, NpmOracle.onPath(System.getenv("PATH"), scratch), worlds)) {
      String first = arguments.getFirst();
      long seed = Long.parseLong(arguments.get(first.matches("[a-z]+") ? 1 : 0));
      int count = Integer.parseInt(arguments.getLast());
      switch (first) {
        case "shrink" -> compare.shrink(seed);
        case "print" -> compare.print(worlds.apply(seed));
        case "record" -> compare.record(seed, count);
        default -> different = compare.all(seed, count);
      }
    } finally {
      Folders.remove(scratch);
    }
    System.exit(different == 0 ? 0 : 1);
  }

  /** Keeps the answers that say something of resolving alone and that npm may be proud of. */
  private void record(long first, int count) throws InterruptedException, IOException {
    StringBuilder answers = new StringBuilder();
    for (long seed = first; seed < first + count; seed++) {
      World world = RandomWorlds.any(seed);
      if (RecordedWorldsTest.isOnlyLocked(world)) {
        Pair pair = both(world, "seed-" + seed);
        WorldTranscript npms = pair.npm();
        if (!WorldTranscript.difference(npms, pair.jpm()).isEmpty()) {
          System.out.println("seed " + seed + " differs and is left out");
        } else if (npms.faults().stream().allMatch(String::isEmpty)) {
          answers.append(seed).append(' ').append(npms.digest()).append('\n');
        }
      }
    }
    Files.writeString(RecordedWorldsTest.ANSWERS, answers);
  }

  private int all(long first, int count) throws InterruptedException {
    int different = 0;
    int broken = 0;
    for (long seed = first; seed < first + count; seed++) {
      Pair pair = both(worlds.apply(seed), "seed-" + seed);
      String difference = WorldTranscript.difference(pair.npm(), pair.jpm());
      if (!difference.isEmpty()) {
        different++;
        System.out.println("seed " + seed + " differs: " + difference);
      }
      String fault = pair.fault();
      if (!fault.isEmpty()) {
        broken++;
        System.out.println("seed " + seed + ": " + fault.lines().findFirst().orElse(""));
      }
    }
    System.out.printf(
        "%d worlds from seed %d on, %d different, npm broke on %d%n",
        count, first, different, broken);
    return different;
  }

  private void shrink(long seed) throws InterruptedException {
    World world = worlds.apply(seed);
    String kind = kindOfDifference(world);
    print(Law.smallest(world, smaller -> isDifferent(smaller, kind)));
  }

  /** Twice, because what shows once can be chance. */
  private boolean isDifferent(World world, String kind) {
    return !kind.isEmpty()
        && kindOfDifference(world).equals(kind)
        && kindOfDifference(world).equals(kind);
  }

  /** How both end where that differs, else that they differ; empty where they do not. */
  private String kindOfDifference(World world) {
    try {
      Pair pair = both(world, "shrinking");
      return WorldTranscript.kindOfDifference(pair.npm(), pair.jpm());
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

  private record Pair(WorldTranscript npm, WorldTranscript jpm) {
    /** The fault of npm's that shows: where jpm does better. */
    String fault() {
      for (int i = 0; i < npm.parts().size(); i++) {
        if (!npm.parts().get(i).equals(jpm.parts().get(i))) {
          return npm.faults().get(i);
        }
      }
      return "";
    }
  }

  private Pair both(World given, String name) throws InterruptedException {
    Path here = scratch.resolve(name);
    try (MockRegistry registry = MockRegistry.start()) {
      World world = given.servedBy(registry.url());
      world.publishTo(registry);
      Map<String, String> environment =
          Map.of(
              "npm_config_registry",
              registry.url(),
              "npm_config_allow_remote",
              "all",
              "npm_config_fetch_timeout",
              NO_HURRY,
              "npm_config_cache",
              here.resolve("npm-cache").toString());
      NpmFaults faults =
          new NpmFaults(world, (project, words) -> npm.run(project.folder(), words, environment));
      WorldTranscript byNpm =
          WorldTranscript.of(
              world,
              registry,
              here.resolve("npm/project"),
              (project, words) -> {
                Answer answer = npm.run(project.folder(), words, environment);
                return ended(answer, faults.in(project, words, answer));
              });
      Jpm jpm =
          Jpm.with(here.resolve("home"), registry)
              .set("npm_config_ignore_scripts", "true")
              .set("npm_config_allow_remote", "all")
              .set("npm_config_fetch_timeout", NO_HURRY);
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

  private static End ended(Answer answer, String fault) {
    return switch (answer) {
      case Answer.Succeeded _ -> new End("ok", fault);
      case Answer.Failed failed -> new End(failed.code(), fault);
      case Answer.Broke broke -> End.broken(broke.how());
    };
  }

  private End withinReason(Jpm jpm, TempProject project, List<String> words)
      throws InterruptedException {
    Future<End> end = threads.submit(() -> end(jpm.run(project.folder(), words)));
    for (int waited = 0; waited < PATIENCE; waited++) {
      try {
        return end.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        // Another second, then.
      } catch (ExecutionException e) {
        return End.broken(String.valueOf(e.getCause()));
      }
    }
    return End.broken("jpm never ends");
  }

  /** How a command of jpm ended. */
  static End end(CommandResult result) {
    String found = Jpm.codeOf(result);
    return found.isEmpty() || found.equals("EINTERNAL")
        ? End.broken(result.stderr())
        : End.of(found);
  }

  @Override
  public void close() {
    npm.close();
    threads.shutdownNow();
  }
}
