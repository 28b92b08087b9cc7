package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.cache.Store;
import dev.jpm.linker.Disk.Operation;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import dev.jpm.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedReifyTest {
  @TempDir Path folder;
  private Store store;
  private Bench bench;
  private boolean mapped;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder.toRealPath().resolve("cache"), InstantSource.system());
    bench = bench("one");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Bench bench(String name) throws IOException {
    Bench made = new Bench(folder.toRealPath().resolve(name));
    made.root =
        Shelf.manifest(
            """
            {"name": "project", "workspaces": ["w"],
             "dependencies": {"a": "*", "cli": "*", "c": "*", "@s/d": "*"}}
            """);
    made.shelf
        .put("a@1.0.0", Map.of("package.json", depends("a", "1.0.0", "b"), "lib/x.js", "x"))
        .put("a@2.0.0", Map.of("package.json", depends("a", "2.0.0", "b"), "index.js", "a2"))
        .put("b@1.0.0", Map.of("package.json", depends("b", "1.0.0", "a"), "index.js", "b1"))
        .put("c@1.0.0", Map.of("index.js", "c1"))
        .put("@s/d@1.0.0", Map.of("index.js", "d1"))
        .put("cli@1.0.0", bin("1.0.0", "old"))
        .put("cli@2.0.0", bin("2.0.0", "new"));
    return made;
  }

  private static String depends(String name, String version, String on) {
    return "{\"name\":\"%s\",\"version\":\"%s\",\"dependencies\":{\"%s\":\"*\"}}"
        .formatted(name, version, on);
  }

  private static Map<String, String> bin(String version, String command) {
    String json =
        "{\"name\":\"cli\",\"version\":\"%s\",\"bin\":{\"%s\":\"r.js\",\"both\":\"r.js\"}}"
            .formatted(version, command);
    return Map.of("package.json", json, "r.js", "#!node\r\n" + version);
  }

  private static Tree before(Bench bench) {
    return bench.tree(
        bench.shelf.node("node_modules/a", "a@1.0.0"),
        bench.shelf.node("node_modules/b", "b@1.0.0"),
        bench.shelf.node("node_modules/c", "c@1.0.0"),
        bench.shelf.node("node_modules/cli", "cli@1.0.0"),
        Shelf.link("node_modules/w", "w"),
        Shelf.top("w", "{\"name\":\"w\",\"dependencies\":{\"b\":\"*\"}}"));
  }

  private static Tree after(Bench bench) {
    return bench.tree(
        bench.shelf.node("node_modules/a", "a@2.0.0"),
        bench.shelf.node("node_modules/b", "b@1.0.0"),
        bench.shelf.node("node_modules/cli", "cli@2.0.0"),
        bench.shelf.node("node_modules/@s/d", "@s/d@1.0.0"),
        Shelf.link("node_modules/w", "w"),
        Shelf.top("w", "{\"name\":\"w\",\"dependencies\":{\"b\":\"*\",\"cli\":\"*\"}}"));
  }

  private LinkedReify reify(Bench at, Tree ideal, Disk.Watch watch) {
    ActualTree actual = at.load();
    return new LinkedReify(
        at.layout,
        actual,
        Diff.between(actual.tree(), ideal, Diff.Options.DEFAULT),
        new LinkedReify.Tools(
            store.virtual(),
            at.shelf,
            EntryScripts.NONE,
            at.options,
            at.reporter,
            Set.of(),
            null,
            mapped),
        null,
        new Disk(watch));
  }

  private void install(Bench at, Tree ideal, Disk.Watch watch) {
    Reify.recover(at.layout);
    LinkedReify reify = reify(at, ideal, watch);
    reify.link();
    reify.linkBins();
    reify.commit();
  }

  private void install(Bench at, Tree ideal) {
    install(at, ideal, (operation, path) -> {});
  }

  private List<Operation> operations(Bench at, Tree ideal) {
    List<Operation> operations = Collections.synchronizedList(new ArrayList<>());
    install(at, ideal, (operation, path) -> operations.add(operation));
    return operations;
  }

  @Test
  void theSecondProjectGetsLinksAndNoFiles() throws IOException {
    assertThat(operations(bench, before(bench))).contains(Operation.LINK_FILE);

    List<Operation> second = operations(bench("two"), before(bench));

    assertThat(second).doesNotContain(Operation.LINK_FILE, Operation.COPY_FILE);
    assertThat(Collections.frequency(second, Operation.SYMLINK)).isEqualTo(4 + 2 + 1);
    assertThat(Collections.frequency(second, Operation.WRITE_FILE))
        .as("journal, list")
        .isEqualTo(2);
  }

  @Test
  void aMapTakesOneFileAndNoLinksButCommands() throws IOException {
    operations(bench, before(bench));
    mapped = true;

    List<Operation> second = operations(bench("two"), before(bench));

    assertThat(second).doesNotContain(Operation.LINK_FILE, Operation.COPY_FILE);
    assertThat(Collections.frequency(second, Operation.SYMLINK)).as("commands").isEqualTo(2);
    assertThat(Collections.frequency(second, Operation.WRITE_FILE))
        .as("journal, map, list")
        .isEqualTo(3);
    assertThat(operations(bench("two"), before(bench))).isEmpty();
  }

  @Test
  void aMapIsWrittenAgainWhereItIsNotWhatItWas() throws IOException {
    mapped = true;
    install(bench, before(bench));
    TreeListing old = bench.listing();

    Files.writeString(bench.layout.packageMap(), "{}");
    install(bench, before(bench));
    assertThat(bench.listing().lines()).isEqualTo(old.lines());

    Files.delete(bench.layout.packageMap());
    install(bench, before(bench));
    assertThat(bench.listing().lines()).isEqualTo(old.lines());
  }

  @Test
  void linksAndMapsTakeEachOthersPlaceWhicheverMoveFails() throws IOException {
    for (boolean toMap : List.of(true, false)) {
      Bench model = bench("model");
      mapped = toMap;
      install(model, after(model));
      List<String> wanted = model.listing().lines();
      mapped = !toMap;
      install(model, before(model));
      mapped = toMap;
      int all = operationsOfLinking(model, after(model));
      assertThat(all).isGreaterThan(15);
      for (int failing = 1; failing <= all; failing++) {
        mapped = !toMap;
        install(bench, before(bench));
        mapped = toMap;
        assertFailureIsUndone(bench, after(bench), failing);
      }
      TreeListing old = bench.listing();
      reify(bench, after(bench), (operation, path) -> {}).link();
      assertThat(Reify.recover(bench.layout)).as("killed before the end").isTrue();
      assertThat(bench.listing().lines()).isEqualTo(old.lines());

      install(bench, after(bench));
      assertThat(bench.listing().lines()).isEqualTo(wanted);
      assertThat(bench.layout.isMapped()).isEqualTo(toMap);
    }
  }

  @Test
  void foldersTakeThePlaceOfAMap() {
    mapped = true;
    install(bench, before(bench));
    TreeListing old = bench.listing();
    Reify undone = hoisting(bench, after(bench));
    undone.link();
    undone.linkBins();
    undone.rollback();
    assertThat(bench.listing().lines()).isEqualTo(old.lines());

    Reify reify = hoisting(bench, after(bench));
    reify.link();
    reify.linkBins();
    reify.commit();

    assertThat(bench.layout.packageMap()).doesNotExist();
    assertThat(bench.layout.isMapped()).isFalse();
    assertThat(bench.layout.nodeModules().resolve("a/index.js")).hasContent("a2");
  }

  @Test
  void aSecondInstallDoesNothing() {
    install(bench, before(bench));

    assertThat(operations(bench, before(bench))).isEmpty();
  }

  @Test
  void anUpdateTouchesOnlyWhatDiffers() {
    install(bench, before(bench));
    TreeListing old = bench.listing();

    install(bench, after(bench));

    assertThat(bench.listing().changedSince(old))
        .containsExactly(
            ".bin",
            ".bin/both",
            ".bin/new",
            ".bin/old",
            ".jpm-linked",
            "@s",
            "@s/d",
            "a",
            "c",
            "cli");
  }

  @Test
  void everythingIsAsBeforeWhicheverMoveFails() throws IOException {
    Bench model = bench("model");
    install(model, after(model));
    List<String> wanted = model.listing().lines();
    install(model, before(model));
    int all = operationsOfLinking(model, after(model));
    assertThat(all).isGreaterThan(15);
    for (int failing = 1; failing <= all; failing++) {
      install(bench, before(bench));
      assertFailureIsUndone(bench, after(bench), failing);
    }
    install(bench, after(bench));
    assertThat(bench.listing().lines()).isEqualTo(wanted);
  }

  @Test
  void foldersComeBackWhereLinksWereToReplaceThem() throws IOException {
    Bench model = bench("model");
    install(model, after(model));
    install(model, before(model));
    Reify hoisted = hoisting(model, before(model));
    hoisted.link();
    hoisted.linkBins();
    hoisted.commit();
    int all = operationsOfLinking(model, after(model));
    for (int failing = 1; failing <= all; failing++) {
      bench.install(before(bench));
      assertFailureIsUndone(bench, after(bench), failing);
    }
  }

  @Test
  void linksComeBackWhereFoldersWereToReplaceThem() throws IOException {
    install(bench, before(bench));
    TreeListing old = bench.listing();
    Reify reify = hoisting(bench, after(bench));
    reify.link();
    reify.linkBins();
    reify.rollback();
    assertThat(bench.listing().lines()).isEqualTo(old.lines());

    Reify killed = hoisting(bench, after(bench));
    killed.link();
    assertThat(Reify.recover(bench.layout)).isTrue();
    assertThat(bench.listing().without(".bin").lines()).isEqualTo(old.without(".bin").lines());
    assertThat(bench.load().tree().at(new Location("node_modules/a"))).isNotNull();
  }

  @Test
  void aKilledInstallIsUndoneByTheNext() {
    install(bench, before(bench));
    TreeListing old = bench.listing();
    LinkedReify killed = reify(bench, after(bench), (operation, path) -> {});
    killed.link();

    assertThat(Reify.recover(bench.layout)).isTrue();

    assertThat(bench.listing().lines()).isEqualTo(old.lines());
  }

  @Test
  void theTreeIsReadAsItWasPut() {
    install(bench, before(bench));

    ActualTree actual = bench.load();

    assertThat(actual.tree().nodes().keySet()).isEqualTo(before(bench).nodes().keySet());
    Path folderOfB = bench.layout.asInstalled().folder(new Location("node_modules/b"));
    assertThat(folderOfB).startsWith(store.virtual().folder());
    assertThat(folderOfB.resolve("index.js")).hasContent("b1");
  }

  @Test
  void commandsWithWindowsLineEndsAreMadeOnesThatRun() {
    install(bench, before(bench));

    assertThat(bench.layout.nodeModules().resolve(".bin/old")).hasContent("#!node\n1.0.0");
    assertThat(bench.layout.nodeModules().resolve(".bin/old")).isExecutable();
  }

  private static Reify hoisting(Bench at, Tree ideal) {
    ActualTree links = ActualTree.scanFolders(at.layout, at.root, null);
    Diff diff = at.diff(links, ideal);
    return new Reify(at.layout, links, diff, at.shelf, at.options, at.reporter);
  }

  private int operationsOfLinking(Bench at, Tree ideal) {
    AtomicInteger count = new AtomicInteger();
    LinkedReify reify = reify(at, ideal, (operation, path) -> count.incrementAndGet());
    reify.link();
    int all = count.get();
    reify.rollback();
    return all;
  }

  private void assertFailureIsUndone(Bench at, Tree ideal, int failing) {
    TreeListing old = at.listing();
    AtomicInteger moves = new AtomicInteger();
    LinkedReify reify =
        reify(
            at,
            ideal,
            (operation, path) -> {
              if (moves.incrementAndGet() == failing) {
                throw JpmException.of(ErrorCode.ENOSPC, "no space for " + path);
              }
            });
    assertThatThrownBy(reify::link).hasMessageContaining("no space");
    reify.rollback();
    assertThat(at.listing().lines()).as("move %d", failing).isEqualTo(old.lines());
    assertThat(Reify.recover(at.layout)).isFalse();
  }

  @Test
  void aPackageThatCannotBeHadFailsTheInstall() {
    Tree tree = bench.tree(bench.shelf.node("node_modules/a", "missing@1.0.0"));

    assertThatThrownBy(() -> install(bench, tree)).isInstanceOf(JpmException.class);

    assertThat(bench.layout.nodeModules()).doesNotExist();
  }
}
