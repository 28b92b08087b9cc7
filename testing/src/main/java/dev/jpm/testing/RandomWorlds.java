package dev.jpm.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/** Makes worlds from seeds: the same seed and size, the same world on every machine. */
public final class RandomWorlds {
  private static final List<String> VERSIONS =
      List.of("1.0.0", "1.0.1", "1.1.0", "1.2.0", "2.0.0-rc.1", "2.0.0", "2.1.0", "3.0.0");
  private static final List<String> RANGES =
      List.of(
          "*", "^1.0.0", "~1.0.0", "1.0.0", ">=1.1.0", "^2.0.0", "1.x || 2.x", "<3", "^2.0.0-rc.1");

  private final SplittableRandom random;
  private final int packages;

  private RandomWorlds(long seed, int packages) {
    this.random = new SplittableRandom(seed);
    this.packages = packages;
  }

  /** A world of up to {@code packages} packages, some of whose ranges may fit no version. */
  public static World world(long seed, int packages) {
    return new RandomWorlds(seed, packages).world();
  }

  private World world() {
    LinkedHashMap<String, SequencedMap<String, World.Declared>> all = new LinkedHashMap<>();
    for (int i = 0; i < packages; i++) {
      all.put(name(i), versions());
    }
    return new World(all, declared(1 + random.nextInt(4), 0));
  }

  private SequencedMap<String, World.Declared> versions() {
    LinkedHashMap<String, World.Declared> versions = new LinkedHashMap<>();
    for (String version : VERSIONS) {
      if (versions.isEmpty() || random.nextInt(3) == 0) {
        versions.put(version, declared(random.nextInt(3), random.nextInt(6) == 0 ? 1 : 0));
      }
    }
    return versions;
  }

  private World.Declared declared(int dependencies, int peers) {
    return new World.Declared(ranges(dependencies), ranges(peers), ranges(oneIn(8)));
  }

  private SequencedMap<String, String> ranges(int count) {
    LinkedHashMap<String, String> ranges = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      ranges.put(name(random.nextInt(packages)), RANGES.get(random.nextInt(RANGES.size())));
    }
    return ranges;
  }

  private int oneIn(int chances) {
    return random.nextInt(chances) == 0 ? 1 : 0;
  }

  /** Names whose order differs between plain characters and people's collation. */
  private static String name(int index) {
    String letters = Character.toString('a' + index % 26) + (index < 26 ? "" : index / 26);
    return switch (index % 5) {
      case 1 -> letters + "-x";
      case 2 -> "@s/" + letters;
      case 3 -> letters + ".js";
      default -> letters;
    };
  }
}
