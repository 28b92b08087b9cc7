package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final String BUNDLER =
      "{\"name\":\"a\",\"version\":\"1.0.0\",\"bundleDependencies\":[\"in\"]}";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(folder.toRealPath());
    bench
        .shelf
        .put(
            "a@1.0.0",
            Map.of(
                "package.json",
                BUNDLER,
                "index.js",
                "a",
                "node_modules/in/package.json",
                "{\"name\":\"in\",\"version\":\"1.0.0\",\"bin\":\"in.js\"}",
                "node_modules/in/in.js",
                "#!node",
                "node_modules/stray/package.json",
                "{\"name\":\"stray\",\"version\":\"0.0.1\"}"))
        .put("in@1.0.0", Map.of("package.json", "{\"bin\":{\"in\":\"in.js\"}}", "in.js", ""))
        .put("lacking@1.0.0", Map.of("x.js", "x"))
        .put("stray@2.0.0", Map.of("y.js", "y"));
  }

  @Test
  void bundledPackagesComeFromTheTarballWithTheirBins() {
    Diff.Counts counts =
        bench.install(
            bench.tree(
                bench.shelf.node("node_modules/a", "a@1.0.0"),
                bench.shelf.bundled("node_modules/a/node_modules/in", "in@1.0.0")));

    assertThat(counts).isEqualTo(new Diff.Counts(1, 0, 0));
    assertThat(bench.listing().lines())
        .contains("l a/node_modules/.bin/in -> ../in/in.js")
        .anyMatch(line -> line.startsWith("f 0755 a/node_modules/in/in.js"));
  }

  @Test
  void anotherPackageAtTheSamePlaceIsNotMixedWithTheTarballs() {
    Tree ideal =
        bench.tree(
            bench.shelf.node("node_modules/a", "a@1.0.0"),
            bench.shelf.bundled("node_modules/a/node_modules/in", "in@1.0.0"),
            bench.shelf.node("node_modules/a/node_modules/stray", "stray@2.0.0"));

    bench.install(ideal);

    assertThat(bench.layout.nodeModules().resolve("a/node_modules/stray/package.json"))
        .content()
        .contains("2.0.0");
    assertThat(bench.load().trusted()).isTrue();
    TreeListing before = bench.listing();
    bench.install(ideal);
    assertThat(bench.listing().changedSince(before)).isEmpty();
  }

  @Test
  void whatTheTarballLacksComesOnItsOwn() {
    bench.install(
        bench.tree(
            bench.shelf.node("node_modules/a", "a@1.0.0"),
            bench.shelf.bundled("node_modules/a/node_modules/in", "in@1.0.0"),
            calledBundled()));

    assertThat(bench.layout.nodeModules().resolve("a/node_modules/lacking/x.js")).hasContent("x");
  }

  /** A package that the lockfile calls bundled though it names a source. */
  private PackageNode calledBundled() {
    PackageNode node = bench.shelf.node("node_modules/a/node_modules/lacking", "lacking@1.0.0");
    return new PackageNode(
        node.location(),
        node.manifest(),
        node.resolved(),
        node.integrity(),
        node.flags(),
        true,
        false);
  }
}
