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

  /** The same, thrown with dice of its own, so that worlds without them stay what they were. */
  enum Extra {
    /** Real installs of packages that bring others along. */
    INSTALLED_BUNDLES,
    /** Flags that install for another machine. */
    MACHINES,
    /** Kinds of dependencies that are left out and taken in again. */
    INCLUDES,
    /** dedupe, prune, ci. */
    COMMANDS,
    /** Lockfiles of version 2, without origins, or none. */
    LOCKFILES,
    /** A name with a capital. */
    CAPITALS,
    /** Workspaces deeper down, found by another pattern. */
    DEEP_WORKSPACES,
    /** Tarballs as dependencies, by their address. */
    TARBALLS,
    /** Rules of overrides with keys that name every version, none, or a tag. */
    ODD_RULES,
    /** Names that differ in case alone. */
    TWINS
  }

  /** What only worlds made for it have. */
  private static final Set<Extra> ON_REQUEST = EnumSet.of(Extra.TARBALLS, Extra.TWINS);

  private RandomWorlds() {}

  /** A world of a number of packages, some of whose ranges may fit no version. */
  public static World world(long seed, int packages) {
    return made(
        new Throws(new Dice(seed), new Dice(seed), EnumSet.noneOf(Extra.class)),
        packages,
        EnumSet.of(Kind.OPTIONAL, Kind.PEERS, Kind.PRERELEASES, Kind.HOLES, Kind.INSTALLED));
  }

  /** A world of a few kinds of things, chosen by the seed as well. */
  public static World any(long seed) {
    return any(seed, EnumSet.noneOf(Extra.class));
  }

  /** The same, some of whose packages have names that differ in case alone. */
  public static World withTwins(long seed) {
    return any(seed, EnumSet.of(Extra.TWINS));
  }

  private static World any(long seed, Set<Extra> besides) {
    Dice dice = new Dice(seed);
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      boolean rare = kind == Kind.HOLES || kind == Kind.INSTALLED || kind == Kind.MANY_PEERS;
      if (dice.oneIn(rare ? 8 : 3)) {
        kinds.add(kind);
      }
    }
    Throws more = extras(dice, new Dice(~seed), besides);
    if (kinds.contains(Kind.BUNDLES) && !more.has(Extra.INSTALLED_BUNDLES)) {
      kinds.remove(Kind.INSTALLED);
    }
    return made(more, 3 + dice.below(12), kinds);
  }

  private static Throws extras(Dice dice, Dice more, Set<Extra> besides) {
    EnumSet<Extra> extras = EnumSet.copyOf(besides);
    for (Extra extra : Extra.values()) {
      if (!ON_REQUEST.contains(extra) && more.oneIn(extra == Extra.CAPITALS ? 12 : 5)) {
        extras.add(extra);
      }
    }
    return new Throws(dice, more, extras);
  }

  /**
   * What is thrown for one world.
   *
   * @param more the dice for extras
   */
  record Throws(Dice dice, Dice more, Set<Extra> extras) {
    boolean has(Extra extra) {
      return extras.contains(extra);
    }
  }

  private static World made(Throws all, int packages, Set<Kind> kinds) {
    ObjectNode world = World.empty();
    RandomRegistry registry = new RandomRegistry(all, packages, kinds);
    registry.fill((ObjectNode) world.path("registry"));
    new RandomProject(all, registry, kinds).fill(world);
    return new World(world);
  }
}
