package dev.jpm.testing;

import java.util.Optional;

/** Tries a statement about all worlds on many, and finds a small one where it does not hold. */
public final class Law {
  private static final int MOST_STEPS = 500;

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
    World smallest = world;
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<World> next =
          smallest.smaller().stream().filter(w -> failure(w, statement).isPresent()).findFirst();
      if (next.isEmpty()) {
        return smallest;
      }
      smallest = next.get();
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
