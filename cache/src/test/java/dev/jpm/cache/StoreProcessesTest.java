package dev.jpm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.fs.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store shared by real processes, some of which are killed. */
class StoreProcessesTest {
  @TempDir Path cache;

  private Store open() {
    return Store.open(cache, InstantSource.system());
  }

  @Test
  void processesThatFillTheSameStoreAllSucceed() throws Exception {
    List<StoreProcess> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(StoreProcess.start("fill", cache));
    }
    for (StoreProcess process : processes) {
      try (process) {
        assertThat(process.finish()).isZero();
      }
    }
    try (Store store = open()) {
      VerifyReport report = store.verify();
      assertThat(report.packages()).isEqualTo(60);
      assertThat(report.damaged() + report.incomplete()).isZero();
      assertThat(store.entries()).hasSize(60);
      assertThat(store.find(StoreProcess.numbered(59).digest("SHA-1", "sha1"))).isPresent();
    }
    assertThat(cache.resolve("v1/tmp")).isEmptyDirectory();
  }

  @Test
  void whatAKilledWriterLeftHalfDoneIsNeverSeenAndIsSweptAway() throws Exception {
    try (StoreProcess process = StoreProcess.start("half", cache)) {
      assertThat(process.line()).isEqualTo("half");
      try (Store store = open()) {
        StoreProcess.numbered(1).putInto(store);
        assertThat(Session.isAlive(store.layout(), sessionOf(process, store))).isTrue();
      }
      process.kill();
    }
    Made made = StoreProcess.numbered(0);
    try (Store store = open()) {
      assertThat(store.find(made.integrity())).isEmpty();
      assertThat(made.putInto(store).folder()).isDirectory();
      assertThat(store.verify().packages()).isEqualTo(2);
    }
    assertThat(cache.resolve("v1/tmp")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 90})
  void whateverAWriterPublishedBeforeItWasKilledIsWhole(int lines) throws Exception {
    try (StoreProcess process = StoreProcess.start("fill-on", cache)) {
      for (int i = 0; i < lines; i++) {
        assertThat(process.line()).isEqualTo(Integer.toString(i));
      }
      process.kill();
    }
    try (Store store = open()) {
      for (int i = 0; i < lines; i++) {
        Made made = StoreProcess.numbered(i);
        assertThat(store.find(made.integrity())).isPresent();
        assertThat(store.find(made.digest("SHA-1", "sha1"))).isPresent();
      }
      VerifyReport report = store.verify();
      assertThat(report.packages()).isGreaterThanOrEqualTo(lines);
      assertThat(report.damaged() + report.incomplete()).isZero();
    }
    assertThat(cache.resolve("v1/tmp")).isEmptyDirectory();
  }

  @Test
  void nothingIsRemovedWhileAnotherProcessUsesTheStore() throws Exception {
    Made made = StoreProcess.numbered(0);
    try (Store store = open()) {
      made.putInto(store);
    }
    try (Store store = open();
        StoreProcess process = StoreProcess.start("hold", cache)) {
      assertThat(process.line()).isEqualTo("true");
      assertThat(FolderLock.tryAcquire(store.layout().usersLock(), FolderLock.Mode.EXCLUSIVE))
          .isEmpty();
      assertThat(process.finish()).isZero();
      assertThat(store.remove(made.integrity())).isTrue();
    }
  }

  private static String sessionOf(StoreProcess process, Store store) throws IOException {
    try (Stream<Path> entries = Files.list(store.layout().temporary())) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(process.pid() + "-") && !name.endsWith(".lock"))
          .findFirst()
          .orElseThrow();
    }
  }
}
