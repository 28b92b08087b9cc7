package dev.jpm.testing;

import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Makes worlds from seeds: the same seed, the same world on every machine. */
public final class RandomWorlds {
  /** What a world can have besides dependencies; each world has some, so that they mix. */
  enum Kind {
    DEV,
    OPTIONAL,
    PEERS,
    /** Nearly every version has peers, many of them each other's. */
    MANY_PEERS,
    OPTIONAL_PEERS,
    ALIASES,
    WORKSPACES,
    FOLDERS,
    BUNDLES,
    OVERRIDES,
    ENGINES,
    PLATFORMS,
    DEPRECATED,
    PRERELEASES,
    TAGS,
    /** Ranges that no version fits, packages that do not exist. */
    HOLES,
    /** Bins, licences, scripts: what only the lockfile tells. */
    DETAILS,
    /** Flags that change how a tree is built. */
    SETTINGS,
    /** Further commands, and hands that edit package.json. */
    CHANGES,
    /** Where packages are downloaded and put in place, and not only locked. */
    INSTALLED
  }

  private RandomWorlds() {}

  /** A world of a number of packages, some of whose ranges may fit no version. */
  public static World world(long seed, int packages) {
    return made(
        new Dice(seed),
        packages,
        EnumSet.of(Kind.OPTIONAL, Kind.PEERS, Kind.PRERELEASES, Kind.HOLES, Kind.INSTALLED));
  }

  /** A world of a few kinds of things, chosen by the seed as well. */
  public static World any(long seed) {
    Dice dice = new Dice(seed);
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      boolean rare = kind == Kind.HOLES || kind == Kind.INSTALLED || kind == Kind.MANY_PEERS;
      if (dice.oneIn(rare ? 8 : 3)) {
        kinds.add(kind);
      }
    }
    if (kinds.contains(Kind.BUNDLES)) {
      // npm judges what is extraneous before it looks into the tarballs that it puts in place, so
      // that an install says something else of bundles than a lockfile alone.
      kinds.remove(Kind.INSTALLED);
    }
    return made(dice, 3 + dice.below(12), kinds);
  }

  private static World made(Dice dice, int packages, Set<Kind> kinds) {
    ObjectNode world = World.empty();
    RandomRegistry registry = new RandomRegistry(dice, packages, kinds);
    registry.fill((ObjectNode) world.path("registry"));
    new RandomProject(dice, registry, kinds).fill(world);
    return new World(world);
  }
}
