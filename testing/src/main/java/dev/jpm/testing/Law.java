package dev.jpm.testing;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tries a statement about all worlds on many, and finds a small one where it does not hold. */
public final class Law {
  /** A statement: it returns where it holds and throws where it does not. */
  @FunctionalInterface
  public interface Statement {
    /**
     * Checks one world.
     *
     * @throws Exception or an {@link AssertionError} where the statement does not hold
     */
    void check(World world) throws Exception;
  }

  private Law() {}

  /**
   * Checks {@code tries} worlds from {@code firstSeed} on.
   *
   * @throws AssertionError with the seed and the smallest failing world found
   */
  public static void holds(long firstSeed, int tries, int packages, Statement statement) {
    for (long seed = firstSeed; seed < firstSeed + tries; seed++) {
      World world = RandomWorlds.world(seed, packages);
      Optional<Throwable> failure = failure(world, statement);
      if (failure.isPresent()) {
        World small = shrunk(world, statement);
        Throwable cause = failure(small, statement).orElse(failure.get());
        throw new AssertionError(
            "seed " + seed + " fails, at its smallest:\n" + small + "\n" + cause, cause);
      }
    }
  }

  /** Takes things away as long as the statement still fails. */
  private static World shrunk(World world, Statement statement) {
    return smallest(world, smaller -> failure(smaller, statement).isPresent());
  }

  /** The smallest world found that still fails, made of {@code world} by taking things away. */
  public static World smallest(World world, Predicate<World> fails) {
    World smallest = world;
    boolean shrank = true;
    while (shrank) {
      shrank = false;
      List<World> smaller = smallest.smaller();
      for (int next = 0; next < smaller.size(); ) {
        if (fails.test(smaller.get(next))) {
          smallest = smaller.get(next);
          smaller = smallest.smaller();
          shrank = true;
        } else {
          next++;
        }
      }
    }
    return smallest;
  }

  private static Optional<Throwable> failure(World world, Statement statement) {
    try {
      statement.check(world);
      return Optional.empty();
    } catch (Exception | AssertionError problem) {
      return Optional.of(problem);
    }
  }
}
