package dev.jpm.bench.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who depends on whom among {@code size} packages. Dependencies lead from lower to higher numbers,
 * so there are no cycles; every package is reached from the project; the depth grows with the
 * logarithm of the size, as it does in real projects; a few packages are asked for by many.
 */
final class PackageGraph {
  /** One project asks for about this part of its packages itself. */
  private static final int DIRECT_SHARE = 20;

  private static final int FEWEST_DIRECT = 10;
  private static final int MOST_DIRECT = 200;

  /** Of one in so many packages two majors are in use. */
  private static final int TWO_MAJORS = 12;

  private final int size;
  private final int direct;
  private final List<List<Edge>> edges = new ArrayList<>();

  /**
   * Made of these.
   *
   * @param to the number of the package that is depended on
   * @param major which of its majors is wanted: 1 or 2
   */
  record Edge(int to, int major) {}

  private PackageGraph(int size) {
    this.size = size;
    this.direct = Math.min(size, Math.clamp(size / DIRECT_SHARE, FEWEST_DIRECT, MOST_DIRECT));
  }

  /** The graph of {@code size} packages that {@code seed} stands for; always the same one. */
  static PackageGraph of(long seed, int size) {
    PackageGraph graph = new PackageGraph(size);
    SplittableRandom dice = new SplittableRandom(seed);
    for (int number = 0; number < size; number++) {
      graph.edges.add(new ArrayList<>());
    }
    for (int number = graph.direct; number < size; number++) {
      graph.reach(number, dice);
    }
    for (int number = 0; number < size - 1; number++) {
      graph.share(number, dice);
    }
    return graph;
  }

  /** Gives a package the depender that it is there for. */
  private void reach(int number, SplittableRandom dice) {
    int depender = dice.nextInt(number / 2, number * 3 / 4 + 1);
    edges.get(depender).add(new Edge(number, newestMajor(number)));
  }

  /** Has a package use what others use too. */
  private void share(int number, SplittableRandom dice) {
    int more = dice.nextInt(3);
    for (int i = 0; i < more; i++) {
      double skewed = dice.nextDouble() * dice.nextDouble() * dice.nextDouble();
      int to = size - 1 - (int) (skewed * (size - 1 - number));
      boolean known = edges.get(number).stream().anyMatch(edge -> edge.to() == to);
      if (to > number && !known) {
        int major = dice.nextInt(3) == 0 ? 1 : newestMajor(to);
        edges.get(number).add(new Edge(to, major));
      }
    }
  }

  int size() {
    return size;
  }

  /** How many packages, from the first on, the project itself asks for. */
  int direct() {
    return direct;
  }

  int newestMajor(int number) {
    return number % TWO_MAJORS == 0 ? 2 : 1;
  }

  List<Edge> dependencies(int number) {
    return List.copyOf(edges.get(number));
  }
}
