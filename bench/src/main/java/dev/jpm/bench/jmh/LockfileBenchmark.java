package dev.jpm.bench.jmh;

import dev.jpm.lockfile.LockWriter;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.tree.Tree;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A lockfile of a thousand packages: text to tree, and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LockfileBenchmark {
  private static final int PACKAGES = 1_000;

  private final String text = text();
  private final Tree tree = tree(text);

  @Benchmark
  public Tree read() {
    return tree(text);
  }

  @Benchmark
  public String write() {
    return LockWriter.write(tree, LockWriter.Options.of("project"));
  }

  private static Tree tree(String text) {
    PackageLock lock = PackageLock.read(text, "package-lock.json");
    return lock.tree(lock.root(), place -> Optional.empty());
  }

  private static String text() {
    StringBuilder text =
        new StringBuilder(
            "{\"name\":\"project\",\"version\":\"1.0.0\",\"lockfileVersion\":3,\"requires\":true,"
                + "\"packages\":{\"\":{\"name\":\"project\",\"version\":\"1.0.0\"}");
    for (int i = 0; i < PACKAGES; i++) {
      String name = "package-" + i;
      text.append(",\"node_modules/").append(name).append("\":{\"version\":\"1.2.").append(i);
      text.append("\",\"resolved\":\"http://registry.example/").append(name).append("/-/");
      text.append(name).append(".tgz\",\"integrity\":\"sha512-").append("A".repeat(86));
      text.append("==\",\"license\":\"MIT\",\"dependencies\":{\"package-");
      text.append((i * 7 + 1) % PACKAGES).append("\":\"^1.0.0\"},\"engines\":{\"node\":\">=18\"}}");
    }
    return text.append("}}").toString();
  }
}
