package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.BinTable;
import dev.jpm.model.Integrity;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActualTreeTest {
  @TempDir Path folder;
  private Bench bench;
  private Path nodeModules;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(folder.toRealPath());
    nodeModules = bench.layout.nodeModules();
    bench.shelf.put("a@1.0.0", Map.of("index.js", "a")).put("@s/b@1.0.0", Map.of("x.js", "b"));
  }

  private void installed() {
    bench.install(
        bench.tree(
            bench.shelf.node("node_modules/a", "a@1.0.0"),
            bench.shelf.node("node_modules/a/node_modules/@s/b", "@s/b@1.0.0"),
            bench.shelf.node("node_modules/@s/b", "@s/b@1.0.0")));
    assertThat(bench.load().trusted()).isTrue();
  }

  private void isDistrusted() {
    ActualTree loaded = bench.load();
    assertThat(loaded.trusted()).isFalse();
    assertThat(loaded.hiddenLockfile()).isNull();
  }

  private static void makeYounger(Path path) throws IOException {
    FileTime now = Files.getLastModifiedTime(path);
    Files.setLastModifiedTime(path, FileTime.from(now.toInstant().plus(Duration.ofMinutes(1))));
  }

  @Test
  void aFreshInstallIsBelieved() {
    installed();

    assertThat(bench.load().tree().nodes().keySet())
        .extracting(Location::value)
        .containsExactlyInAnyOrder(
            "", "node_modules/a", "node_modules/a/node_modules/@s/b", "node_modules/@s/b");
  }

  @Test
  void aYoungerPackageFolderIsNotBelieved() throws IOException {
    installed();
    makeYounger(nodeModules.resolve("@s/b"));
    isDistrusted();
  }

  @Test
  void aYoungerScopeIsNotBelieved() throws IOException {
    installed();
    makeYounger(nodeModules.resolve("@s"));
    isDistrusted();
  }

  @Test
  void aMissingPackageIsNotBelieved() throws IOException {
    installed();
    dev.jpm.fs.Folders.remove(nodeModules.resolve("a/node_modules/@s/b"));
    resetTimes();
    isDistrusted();
  }

  @Test
  void anUnlistedPackageIsNotBelieved() throws IOException {
    installed();
    Files.createDirectories(nodeModules.resolve("@s/b/node_modules/stray"));
    resetTimes();
    isDistrusted();
  }

  private void resetTimes() throws IOException {
    makeYounger(nodeModules.resolve(".package-lock.json"));
  }

  @Test
  void aDamagedHiddenLockfileIsNotBelieved() throws IOException {
    installed();
    Files.writeString(nodeModules.resolve(".package-lock.json"), "{\"packages\": [");
    isDistrusted();
  }

  @Test
  void anUnfinishedInstallIsNotBelieved() throws IOException {
    installed();
    Files.writeString(Journal.fileOf(bench.layout), "");
    resetTimes();
    isDistrusted();
  }

  @Test
  void scansPackagesScopesAndLinksButNoDotFolders() throws IOException {
    Shelf.write(nodeModules.resolve("a/package.json"), json("a", "1.0.0"), false);
    Shelf.write(nodeModules.resolve("a/node_modules/b/package.json"), json("b", "2.0.0"), false);
    Shelf.write(nodeModules.resolve("@s/c/package.json"), json("@s/c", "3.0.0"), false);
    Shelf.write(nodeModules.resolve(".cache/d/package.json"), json("d", "1.0.0"), false);
    Shelf.write(nodeModules.resolve("@s/.e-12345678/package.json"), json("e", "1.0.0"), false);
    Shelf.write(bench.layout.project().resolve("w/package.json"), json("w", "4.0.0"), false);
    Shelf.write(
        bench.layout.project().resolve("w/node_modules/f/package.json"), json("f", "5.0.0"), false);
    Files.createSymbolicLink(nodeModules.resolve("w"), Path.of("../w"));
    Files.createSymbolicLink(nodeModules.resolve("dangling"), Path.of("../nowhere"));

    Tree tree = bench.load().tree();

    assertThat(tree.nodes().values())
        .map(ActualTreeTest::told)
        .containsExactlyInAnyOrder(
            "@null",
            "node_modules/a@1.0.0",
            "node_modules/a/node_modules/b@2.0.0",
            "node_modules/@s/c@3.0.0",
            "node_modules/w -> w",
            "node_modules/dangling -> nowhere",
            "w@4.0.0",
            "w/node_modules/f@5.0.0");
  }

  @Test
  void toleratesWhatIsNoPackage() throws IOException {
    Files.createDirectories(nodeModules.resolve("empty"));
    Files.writeString(nodeModules.resolve("file"), "x");
    Shelf.write(nodeModules.resolve("broken/package.json"), "{\"name\": ", false);
    Shelf.write(nodeModules.resolve("list/package.json"), "[1]", false);
    Shelf.write(nodeModules.resolve("marked/package.json"), "\uFEFF{\"version\":\"1.0.0\"}", false);

    assertThat(bench.load().tree().nodes().values())
        .map(ActualTreeTest::told)
        .containsExactlyInAnyOrder(
            "@null",
            "node_modules/empty@null",
            "node_modules/file@null",
            "node_modules/broken@null",
            "node_modules/list@null",
            "node_modules/marked@1.0.0");
  }

  @Test
  void takesSourcesFromTheLockfileWhereTheVersionIsTheSame() throws IOException {
    Shelf.write(nodeModules.resolve("a/package.json"), json("a", "1.0.0"), false);
    Shelf.write(nodeModules.resolve("b/package.json"), json("b", "2.0.0"), false);
    Tree locked =
        bench.tree(
            bench.shelf.node("node_modules/a", "a@1.0.0"),
            bench.shelf.node("node_modules/b", "b@1.0.0"));

    Tree tree = ActualTree.load(bench.layout, bench.root, locked).tree();

    assertThat(integrity(tree, "node_modules/a")).isEqualTo(integrity(locked, "node_modules/a"));
    assertThat(integrity(tree, "node_modules/b")).isNull();
  }

  @Test
  void marksWhatCameInATarball() throws IOException {
    Shelf.write(
        nodeModules.resolve("a/package.json"),
        "{\"name\":\"a\",\"version\":\"1.0.0\",\"bundledDependencies\":[\"b\"]}",
        false);
    Path inner = nodeModules.resolve("a/node_modules");
    Shelf.write(
        inner.resolve("b/package.json"),
        "{\"version\":\"1.0.0\",\"dependencies\":{\"c\":\"1\",\"top\":\"1\"}}",
        false);
    Shelf.write(inner.resolve("c/package.json"), json("c", "1.0.0"), false);
    Shelf.write(inner.resolve("c/node_modules/d/package.json"), json("d", "1.0.0"), false);
    Shelf.write(inner.resolve("own/package.json"), json("own", "1.0.0"), false);
    Shelf.write(nodeModules.resolve("top/package.json"), json("top", "1.0.0"), false);

    Tree tree = bench.load().tree();

    List<String> bundled =
        tree.nodes().values().stream()
            .filter(node -> node instanceof PackageNode here && here.inBundle())
            .map(node -> node.location().value())
            .toList();
    assertThat(bundled)
        .containsExactlyInAnyOrder(
            "node_modules/a/node_modules/b",
            "node_modules/a/node_modules/c",
            "node_modules/a/node_modules/c/node_modules/d");
  }

  @Test
  void aFolderOfBinsIsSpeltOut() throws IOException {
    Path w = bench.layout.project().resolve("w");
    Shelf.write(
        w.resolve("package.json"), "{\"name\":\"w\",\"directories\":{\"bin\":\"./cmd\"}}", false);
    Shelf.write(w.resolve("cmd/one.js"), "", false);
    Shelf.write(w.resolve("cmd/in/two"), "", false);
    Shelf.write(w.resolve("cmd/.hidden"), "", false);
    Files.createDirectories(nodeModules);
    Files.createSymbolicLink(nodeModules.resolve("w"), Path.of("../w"));

    Node target = bench.load().tree().at(new Location("w"));

    assertThat(target).isInstanceOf(PackageNode.class);
    assertThat(BinTable.of(((PackageNode) target).manifest(), "w"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("one.js", "cmd/one.js", "two", "cmd/in/two"));
  }

  @Test
  void aLinkedNodeModulesIsNotRead() throws IOException {
    Shelf.write(folder.resolve("elsewhere/a/package.json"), json("a", "1.0.0"), false);
    Files.createDirectories(bench.layout.project());
    Files.createSymbolicLink(nodeModules, folder.resolve("elsewhere"));

    assertThat(bench.load().tree().nodes()).hasSize(1);
  }

  private static @Nullable Integrity integrity(Tree tree, String place) {
    return tree.at(new Location(place)) instanceof PackageNode here ? here.integrity() : null;
  }

  private static String told(Node node) {
    return switch (node) {
      case PackageNode here -> here.location() + "@" + here.manifest().version();
      case LinkNode link -> link.location() + " -> " + link.target();
    };
  }

  private static String json(String name, String version) {
    return "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}";
  }
}
