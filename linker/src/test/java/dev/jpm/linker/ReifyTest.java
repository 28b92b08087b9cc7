package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import dev.jpm.testing.RecordingReporter;
import dev.jpm.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReifyTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(folder.toRealPath());
    bench
        .shelf
        .put("a@1.0.0", Map.of("index.js", "a1", "lib/deep/x.js", "x"))
        .put("a@2.0.0", Map.of("index.js", "a2"))
        .put("b@1.0.0", Map.of("index.js", "b1"))
        .put("b@2.0.0", Map.of("index.js", "b2"))
        .put("@s/c@1.0.0", Map.of("index.js", "c1"))
        .put(
            "cli@1.0.0",
            Map.of(
                "package.json",
                "{\"name\":\"cli\",\"version\":\"1.0.0\",\"bin\":{\"run\":\"bin/run.js\"}}",
                "bin/run.js",
                "#!/usr/bin/env node\n"));
  }

  private Tree first() {
    return bench.tree(
        bench.shelf.node("node_modules/a", "a@1.0.0"),
        bench.shelf.node("node_modules/a/node_modules/b", "b@2.0.0"),
        bench.shelf.node("node_modules/b", "b@1.0.0"),
        bench.shelf.node("node_modules/@s/c", "@s/c@1.0.0"),
        bench.shelf.node("node_modules/cli", "cli@1.0.0"));
  }

  @Test
  void placesPackagesScopesNestedPackagesAndBins() {
    Diff.Counts counts = bench.install(first());

    assertThat(counts).isEqualTo(new Diff.Counts(5, 0, 0));
    assertThat(bench.listing().without(".package-lock.json").lines())
        .map(line -> line.replaceAll("( [0-9a-f]{16,})$", ""))
        .containsExactly(
            "d 0755 .bin",
            "l .bin/run -> ../cli/bin/run.js",
            "d 0755 @s",
            "d 0755 @s/c",
            "f 0644 @s/c/index.js",
            "f 0644 @s/c/package.json",
            "d 0755 a",
            "f 0644 a/index.js",
            "d 0755 a/lib",
            "d 0755 a/lib/deep",
            "f 0644 a/lib/deep/x.js",
            "d 0755 a/node_modules",
            "d 0755 a/node_modules/b",
            "f 0644 a/node_modules/b/index.js",
            "f 0644 a/node_modules/b/package.json",
            "f 0644 a/package.json",
            "d 0755 b",
            "f 0644 b/index.js",
            "f 0644 b/package.json",
            "d 0755 cli",
            "d 0755 cli/bin",
            "f 0755 cli/bin/run.js",
            "f 0644 cli/package.json");
  }

  @Test
  void linksFilesToTheStoreButNeverChangesTheModeOfTheStoresFile() throws IOException {
    bench.install(first());

    Path stored = bench.shelf.stored("b@1.0.0").folder().resolve("index.js");
    assertThat(Files.isSameFile(stored, bench.layout.nodeModules().resolve("b/index.js"))).isTrue();
    Path bin = bench.shelf.stored("cli@1.0.0").folder().resolve("bin/run.js");
    assertThat(Files.isExecutable(bin)).isFalse();
    assertThat(Files.isExecutable(bench.layout.nodeModules().resolve("cli/bin/run.js"))).isTrue();
  }

  @Test
  void copiesFilesOfPackagesThatMayBeEdited() throws IOException {
    bench.options = bench.options.withOwnFiles(node -> node.packageName().equals("b"));
    bench.install(first());

    Path mine = bench.layout.nodeModules().resolve("b/index.js");
    assertThat(Files.isSameFile(bench.shelf.stored("b@1.0.0").folder().resolve("index.js"), mine))
        .isFalse();
    assertThat(mine).hasContent("b1");
  }

  @Test
  void secondInstallChangesNothing() {
    bench.install(first());
    TreeListing before = bench.listing();
    ConcurrentLinkedQueue<String> operations = new ConcurrentLinkedQueue<>();

    bench.install(first(), (operation, path) -> operations.add(operation + " " + path));

    assertThat(operations).isEmpty();
    assertThat(bench.load().trusted()).isTrue();
    assertThat(bench.listing().changedSince(before)).isEmpty();
  }

  @Test
  void touchesOnlyWhatDiffers() {
    bench.install(first());
    TreeListing before = bench.listing();

    bench.install(
        bench.tree(
            bench.shelf.node("node_modules/a", "a@1.0.0"),
            bench.shelf.node("node_modules/a/node_modules/b", "b@2.0.0"),
            bench.shelf.node("node_modules/b", "b@2.0.0"),
            bench.shelf.node("node_modules/@s/c", "@s/c@1.0.0"),
            bench.shelf.node("node_modules/cli", "cli@1.0.0")));

    assertThat(bench.listing().changedSince(before))
        .containsExactly(".package-lock.json", "b", "b/index.js", "b/package.json");
  }

  @Test
  void keepsNestedPackagesWhenTheirHolderChanges() throws IOException {
    bench.install(first());
    Path nested = bench.layout.nodeModules().resolve("a/node_modules/b/index.js");
    Files.writeString(nested.resolveSibling("mark"), "made by a script");

    Diff.Counts counts =
        bench.install(
            bench.tree(
                bench.shelf.node("node_modules/a", "a@2.0.0"),
                bench.shelf.node("node_modules/a/node_modules/b", "b@2.0.0")));

    assertThat(nested.resolveSibling("mark")).exists();
    assertThat(bench.layout.nodeModules().resolve("a/index.js")).hasContent("a2");
    assertThat(bench.layout.nodeModules().resolve("a/lib")).doesNotExist();
    assertThat(counts.removed()).isEqualTo(3);
    assertThat(bench.listing().paths())
        .containsExactlyInAnyOrder(
            ".bin",
            ".package-lock.json",
            "@s",
            "a",
            "a/index.js",
            "a/node_modules",
            "a/node_modules/b",
            "a/node_modules/b/index.js",
            "a/node_modules/b/mark",
            "a/node_modules/b/package.json",
            "a/package.json");
  }

  @Test
  void leavesOutAnOptionalPackageThatCannotBeHad() {
    bench.install(
        bench.tree(
            bench.shelf.node("node_modules/b", "b@1.0.0"),
            bench.shelf.node("node_modules/gone", "gone@1.0.0", DepFlag.OPTIONAL)));

    assertThat(bench.listing().paths())
        .containsExactly(".package-lock.json", "b", "b/index.js", "b/package.json");
    assertThat(bench.load().trusted()).isTrue();
  }

  @Test
  void failsWholeWhereAPackageCannotBeHad() {
    bench.install(first());
    TreeListing before = bench.listing();

    Reify reify =
        bench.reify(
            bench.tree(
                bench.shelf.node("node_modules/a", "a@2.0.0"),
                bench.shelf.node("node_modules/gone", "gone@1.0.0")));
    assertThatThrownBy(reify::link).isInstanceOf(JpmException.class).hasMessageContaining("gone");

    assertThat(bench.listing().lines()).isEqualTo(before.lines());
  }

  @Test
  void dropsPackagesWhoseScriptFailed() {
    Reify reify = bench.reify(first());
    reify.link();
    reify.linkBins();
    reify.drop(java.util.Set.of(new Location("node_modules/cli"), new Location("node_modules/a")));
    reify.commit();

    assertThat(bench.listing().paths())
        .contains("b", ".bin")
        .doesNotContain("cli", "a", ".bin/run");
    assertThat(bench.load().trusted()).isTrue();
  }

  @Test
  void makesLinksRelativeAndKeepsTheirTargetsUntouched() throws IOException {
    Shelf.write(
        bench.layout.project().resolve("packages/w/package.json"),
        "{\"name\":\"w\",\"version\":\"1.0.0\",\"bin\":\"cli.js\"}",
        false);
    Shelf.write(
        bench.layout.project().resolve("packages/w/cli.js"), "#!/usr/bin/env node\n", false);
    Tree ideal =
        bench.tree(
            Shelf.link("node_modules/w", "packages/w"),
            Shelf.top("packages/w", "{\"name\":\"w\",\"version\":\"1.0.0\",\"bin\":\"cli.js\"}"),
            bench.shelf.node("packages/w/node_modules/b", "b@1.0.0"));

    bench.install(ideal);

    Path link = bench.layout.nodeModules().resolve("w");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("../packages/w"));
    assertThat(Files.readSymbolicLink(bench.layout.nodeModules().resolve(".bin/w")))
        .isEqualTo(Path.of("../w/cli.js"));
    assertThat(bench.layout.project().resolve("packages/w/node_modules/b/index.js")).exists();
    assertThat(bench.load().trusted()).isTrue();
    TreeListing before = bench.listing();
    bench.install(ideal);
    assertThat(bench.listing().changedSince(before)).isEmpty();

    bench.install(bench.tree());
    assertThat(link).doesNotExist();
    assertThat(bench.layout.project().resolve("packages/w/package.json")).exists();
    assertThat(bench.listing().paths()).containsExactly(".bin", ".package-lock.json");
  }

  @Test
  void removesNodeModulesThatIsALinkAndSparesItsTarget() throws IOException {
    Path elsewhere = bench.layout.project().resolveSibling("elsewhere");
    Files.createDirectories(elsewhere);
    Files.writeString(elsewhere.resolve("precious"), "x");
    Files.createDirectories(bench.layout.project());
    Files.createSymbolicLink(bench.layout.nodeModules(), elsewhere);
    RecordingReporter events = new RecordingReporter();
    bench.reporter = events;

    bench.install(first());

    assertThat(elsewhere).isDirectoryContaining("glob:**/precious");
    assertThat(elsewhere.resolve("a")).doesNotExist();
    assertThat(bench.layout.nodeModules().resolve("a/index.js")).exists();
    assertThat(events.only(Event.Warning.class))
        .contains(
            new Event.Warning("reify", "Removing non-directory " + bench.layout.nodeModules()));
  }

  @Test
  void neverWritesThroughALinkThatStandsWhereAFolderBelongs() throws IOException {
    Path elsewhere = bench.layout.project().resolveSibling("elsewhere");
    Files.createDirectories(elsewhere);
    Files.createDirectories(bench.layout.nodeModules());
    Files.createSymbolicLink(bench.layout.nodeModules().resolve("@s"), elsewhere);
    Files.createSymbolicLink(bench.layout.nodeModules().resolve("a"), elsewhere);
    Files.createSymbolicLink(bench.layout.nodeModules().resolve(".bin"), elsewhere);

    bench.install(first());

    assertThat(elsewhere).isEmptyDirectory();
    assertThat(bench.listing().paths()).contains("@s/c/index.js", "a/index.js", ".bin/run");
    assertThat(bench.load().trusted()).isTrue();
  }

  @Test
  void removesJunkButLeavesDotFoldersAndEmptyScopes() throws IOException {
    bench.install(first());
    Files.createDirectories(bench.layout.nodeModules().resolve("junk/sub"));
    Files.createDirectories(bench.layout.nodeModules().resolve(".cache"));
    Files.createDirectories(bench.layout.nodeModules().resolve("@z"));
    Files.writeString(bench.layout.nodeModules().resolve("file"), "x");

    // Without a lockfile the scanned packages have no integrity, so all come anew, as in npm.
    Diff.Counts counts = bench.install(first());

    assertThat(counts).isEqualTo(new Diff.Counts(0, 2, 5));
    assertThat(bench.listing().paths())
        .contains(".cache", "@z", "a")
        .doesNotContain("junk", "file");
  }

  @Test
  void takesOnlyTheFirstPackageForABinName() {
    bench.shelf.put(
        "rival@1.0.0",
        Map.of(
            "package.json",
            "{\"name\":\"rival\",\"version\":\"1.0.0\",\"bin\":{\"run\":\"r.js\"}}",
            "r.js",
            ""));
    Tree both =
        bench.tree(
            bench.shelf.node("node_modules/rival", "rival@1.0.0"),
            bench.shelf.node("node_modules/cli", "cli@1.0.0"));
    bench.install(both);
    assertThat(bench.listing().lines()).contains("l .bin/run -> ../cli/bin/run.js");

    // Beyond npm: the name goes to the other one when its owner leaves.
    bench.install(bench.tree(bench.shelf.node("node_modules/rival", "rival@1.0.0")));
    assertThat(bench.listing().lines()).contains("l .bin/run -> ../rival/r.js");
  }

  @Test
  void tellsProgressAndDeprecations() {
    bench.shelf.put(
        "old@1.0.0",
        Map.of(
            "package.json", "{\"name\":\"old\",\"version\":\"1.0.0\",\"deprecated\":\"use new\"}"));
    bench.shelf.put("b@1.0.0", Map.of("package.json", "{\"name\":\"b\",\"version\":\"1.0.0\"}"));
    RecordingReporter events = new RecordingReporter();
    bench.reporter = events;
    bench.install(
        bench.tree(
            bench.shelf.node("node_modules/old", "old@1.0.0"),
            bench.shelf.node("node_modules/b", "b@1.0.0")));

    assertThat(events.only(Event.Warning.class))
        .isEqualTo(List.of(new Event.Warning("deprecated", "old@1.0.0: use new")));
    assertThat(events.only(Event.LinkProgress.class))
        .containsExactly(new Event.LinkProgress(1, 2, 1), new Event.LinkProgress(2, 2, 1));
  }
}
