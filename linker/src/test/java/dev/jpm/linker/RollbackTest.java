package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Tree;
import dev.jpm.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
  @TempDir Path folder;

  private Bench bench(String name) throws IOException {
    Bench bench = new Bench(folder.toRealPath().resolve(name));
    bench
        .shelf
        .put("a@1.0.0", Map.of("index.js", "a1", "lib/x.js", "x"))
        .put("a@2.0.0", Map.of("index.js", "a2"))
        .put("b@1.0.0", Map.of("index.js", "b1"))
        .put("c@1.0.0", Map.of("index.js", "c1"))
        .put("@s/d@1.0.0", Map.of("index.js", "d1"))
        .put("cli@1.0.0", bin("1.0.0", "old"))
        .put("cli@2.0.0", bin("2.0.0", "new"));
    return bench;
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
        bench.shelf.node("node_modules/a/node_modules/b", "b@1.0.0"),
        bench.shelf.node("node_modules/c", "c@1.0.0"),
        bench.shelf.node("node_modules/cli", "cli@1.0.0"),
        Shelf.link("node_modules/w", "w"),
        Shelf.top("w", "{\"name\":\"w\"}"));
  }

  private static Tree after(Bench bench) {
    return bench.tree(
        bench.shelf.node("node_modules/a", "a@2.0.0"),
        bench.shelf.node("node_modules/a/node_modules/b", "b@1.0.0"),
        bench.shelf.node("node_modules/b", "b@1.0.0"),
        bench.shelf.node("node_modules/cli", "cli@2.0.0"),
        bench.shelf.node("node_modules/@s/d", "@s/d@1.0.0"),
        bench.shelf.node("node_modules/w", "c@1.0.0"));
  }

  @Test
  void everythingIsAsBeforeWhicheverMoveFails() throws IOException {
    Bench model = bench("model");
    model.install(before(model));
    AtomicInteger moves = new AtomicInteger();
    Reify whole = model.reify(after(model), (operation, path) -> moves.incrementAndGet());
    whole.link();
    whole.linkBins();
    int all = moves.get();
    assertThat(all).isGreaterThan(25);
    whole.commit();
    List<String> wanted = model.listing().lines();

    Bench bench = bench("project");
    for (int failing = 1; failing <= all; failing++) {
      bench.install(before(bench));
      TreeListing old = bench.listing();
      failAt(bench, failing);
      assertThat(bench.listing().lines()).as("move %d of %d", failing, all).isEqualTo(old.lines());
      assertThat(Reify.recover(bench.layout)).isFalse();
    }
    bench.install(after(bench));
    assertThat(bench.listing().lines()).isEqualTo(wanted);
  }

  @Test
  void whatIsClearedComesBackWhicheverMoveFails() throws IOException {
    Bench bench = bench("project");
    bench.install(before(bench));
    Path stranger = bench.layout.nodeModules().resolve("stranger");
    Files.writeString(stranger, "of somebody");
    List<String> old = bench.listing().lines();
    int failing = 0;
    AtomicInteger moves = new AtomicInteger();
    Reify reify;
    do {
      int here = ++failing;
      moves.set(0);
      reify =
          bench.fresh(
              after(bench),
              (operation, path) -> {
                if (moves.incrementAndGet() == here) {
                  throw JpmException.of(ErrorCode.ENOSPC, "no space for " + path);
                }
              });
    } while (isUndone(reify, bench, old));
    moves.set(Integer.MIN_VALUE);
    reify.commit();
    assertThat(failing).isGreaterThan(25);
    assertThat(stranger).doesNotExist();
    Bench model = bench("model");
    model.install(after(model));
    assertThat(bench.listing().lines()).isEqualTo(model.listing().lines());
  }

  private static boolean isUndone(Reify reify, Bench bench, List<String> old) {
    try {
      reify.link();
      reify.linkBins();
      return false;
    } catch (JpmException e) {
      reify.rollback();
      assertThat(bench.listing().lines()).as(e.sentence()).isEqualTo(old);
      return true;
    }
  }

  private static void failAt(Bench bench, int failing) {
    AtomicInteger moves = new AtomicInteger();
    Reify reify =
        bench.reify(
            after(bench),
            (operation, path) -> {
              if (moves.incrementAndGet() == failing) {
                throw JpmException.of(ErrorCode.ENOSPC, "no space for " + path);
              }
            });
    assertThatThrownBy(
            () -> {
              reify.link();
              reify.linkBins();
            })
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("no space");
    reify.rollback();
  }

  @Test
  void aRolledBackFirstInstallLeavesNothing() throws IOException {
    Bench bench = bench("project");
    Reify reify = bench.reify(after(bench));
    reify.link();
    reify.linkBins();
    reify.rollback();

    assertThat(bench.layout.nodeModules()).doesNotExist();
  }

  @Test
  void aFailureToTidyUpDoesNotUndoTheInstall() throws IOException {
    Bench bench = bench("project");
    bench.install(before(bench));
    Path retired = dev.jpm.fs.Retirement.pathFor(bench.layout.nodeModules().resolve("c"));
    Reify reify =
        bench.reify(
            after(bench),
            (operation, path) -> {
              if (operation == Disk.Operation.REMOVE && path.equals(retired)) {
                throw JpmException.of(ErrorCode.EBUSY, "busy");
              }
            });
    reify.link();
    reify.linkBins();
    reify.commit();
    reify.rollback();

    assertThat(bench.layout.nodeModules().resolve("a/index.js")).hasContent("a2");
    assertThat(retired).exists();
    Reify.recover(bench.layout);
    assertThat(retired).doesNotExist();
  }

  @Test
  void recoveryRemovesFilesThatWereWrittenButNotYetRenamed() throws IOException {
    Bench bench = bench("project");
    bench.install(before(bench));
    Reify reify = bench.reify(after(bench));
    reify.link();
    Path half = bench.layout.nodeModules().resolve("..package-lock.json.de3399bc352667aa");
    Files.createFile(half);

    assertThat(Reify.recover(bench.layout)).isTrue();

    assertThat(half).doesNotExist();
  }

  @Test
  void recoveryUndoesWhatAKilledProcessLeftAndMayItselfBeKilled() throws IOException {
    Bench bench = bench("project");
    bench.install(before(bench));
    TreeListing old = bench.listing();
    Reify reify = bench.reify(after(bench));
    reify.link();
    reify.linkBins();
    AtomicInteger moves = new AtomicInteger();
    assertThatThrownBy(() ->
            Reify.recover(
                bench.layout,
                new Disk((operation, path) -> {
                  if (moves.incrementAndGet() == 5) {
                    throw new IllegalStateException("killed again");
                  }
                })))
        .hasMessage("killed again");

    assertThat(Reify.recover(bench.layout)).isTrue();

    assertThat(bench.listing().without(".bin").lines()).isEqualTo(old.without(".bin").lines());
  }

  @Test
  void anInstallThatAnotherLivingProcessMakesIsLeftAlone() throws Exception {
    Bench bench = bench("project");
    bench.install(before(bench));
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      long started = other.info().startInstant().orElseThrow().toEpochMilli();
      Journal.Owner owner = new Journal.Owner(other.pid(), started);
      Journal.Entry addition =
          new Journal.Entry(
              Journal.Kind.ADD,
              bench.layout.nodeModules().resolve("a"),
              bench.layout.nodeModules().resolve("a"));
      new Journal(owner, List.of(addition)).write(bench.layout, Disk.unwatched());

      assertThatThrownBy(() -> Reify.recover(bench.layout))
          .isInstanceOf(JpmException.class)
          .hasMessageContaining("process " + other.pid());
      assertThatThrownBy(() -> bench.reify(after(bench)).link()).isInstanceOf(JpmException.class);
      assertThat(bench.layout.nodeModules().resolve("a/index.js")).hasContent("a1");
    } finally {
      other.destroyForcibly().waitFor();
    }

    assertThat(Reify.recover(bench.layout)).isTrue();
    assertThat(bench.layout.nodeModules().resolve("a")).doesNotExist();
  }
}
