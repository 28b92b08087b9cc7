package dev.jpm.testing;

import java.util.List;
import java.util.SplittableRandom;

/** Chance from a seed: the same throws on every machine. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  /** A number from 0 on, less than {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
