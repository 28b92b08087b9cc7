package dev.jpm.bench.jmh;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Versions and ranges: reading them, and finding the newest that fits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SemverBenchmark {
  private final List<Version> versions =
      IntStream.range(0, 200).mapToObj(i -> Version.of(i / 50, i / 5 % 10, i % 5)).toList();
  private final Range range = Range.parse("^2.3.1 || >=3.4 <3.9");
  private final Version version = Version.parse("3.5.2");

  @Benchmark
  public Version parseVersion() {
    return Version.parse("16.14.0-beta.12");
  }

  @Benchmark
  public Range parseRange() {
    return Range.parse("^2.3.1 || >=3.4 <3.9");
  }

  @Benchmark
  public boolean accepts() {
    return range.accepts(version);
  }

  @Benchmark
  public Optional<Version> newestOfTwoHundred() {
    return range.newestOf(versions);
  }
}
