package dev.jpm.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageGraphTest {
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 3_000})
  void theSameSeedGivesTheSameGraph(int size) {
    PackageGraph one = PackageGraph.of(7, size);
    PackageGraph two = PackageGraph.of(7, size);
    for (int number = 0; number < size; number++) {
      assertThat(one.dependencies(number)).isEqualTo(two.dependencies(number));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 3_000})
  void everyPackageIsReachedAndThereIsNoCycle(int size) {
    PackageGraph graph = PackageGraph.of(7, size);
    BitSet reached = new BitSet();
    reached.set(0, graph.direct());
    for (int number = 0; number < size; number++) {
      assertThat(reached.get(number)).isTrue();
      for (PackageGraph.Edge edge : graph.dependencies(number)) {
        assertThat(edge.to()).isGreaterThan(number);
        reached.set(edge.to());
      }
    }
    assertThat(reached.cardinality()).isEqualTo(size);
  }
}
