package dev.jpm.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.fs.FolderLock.Mode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("deep/.lock");
  }

  private FolderLock taken(Mode mode) {
    return FolderLock.tryAcquire(file, mode).orElseThrow();
  }

  @Test
  void anExclusiveLockKeepsOutAllOthersUntilClosed() {
    try (FolderLock _ = taken(Mode.EXCLUSIVE)) {
      assertThat(FolderLock.tryAcquire(file, Mode.EXCLUSIVE)).isEmpty();
      assertThat(FolderLock.tryAcquire(file, Mode.SHARED)).isEmpty();
      assertThat(FolderLock.acquire(file, Mode.SHARED, Duration.ZERO)).isEmpty();
    }
    taken(Mode.EXCLUSIVE).close();
  }

  @Test
  void sharedLocksKeepOutTheExclusiveUntilTheLastIsClosed() {
    FolderLock first = taken(Mode.SHARED);
    FolderLock second = taken(Mode.SHARED);
    first.close();
    first.close();
    assertThat(FolderLock.tryAcquire(file, Mode.EXCLUSIVE)).isEmpty();
    second.close();
    taken(Mode.EXCLUSIVE).close();
  }

  @Test
  void twoNamesOfOneFolderAreOneLock() throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Path link = Files.createSymbolicLink(folder.resolve("other"), Path.of("deep"));
    try (FolderLock _ = taken(Mode.EXCLUSIVE)) {
      assertThat(FolderLock.tryAcquire(link.resolve(".lock"), Mode.EXCLUSIVE)).isEmpty();
    }
  }

  @Test
  void threadsTakeTurns() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> most =
          IntStream.range(0, 12)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    Optional<FolderLock> lock =
                        FolderLock.acquire(file, Mode.EXCLUSIVE, Duration.ofSeconds(30));
                    int now = inside.incrementAndGet();
                    Folders.entries(folder);
                    inside.decrementAndGet();
                    lock.orElseThrow().close();
                    return now;
                  }))
              .toList();
      for (Future<Integer> one : most) {
        assertThat(one.get()).isEqualTo(1);
      }
    }
  }

  @Test
  void anInterruptedWaiterGivesUpAndStaysInterrupted() {
    try (FolderLock _ = taken(Mode.EXCLUSIVE)) {
      Thread.currentThread().interrupt();
      assertThat(FolderLock.acquire(file, Mode.EXCLUSIVE, Duration.ofHours(1))).isEmpty();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anotherProcessKeepsTheLockUntilItIsKilled() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("held");
      assertThat(FolderLock.tryAcquire(file, Mode.SHARED)).isEmpty();
      process.destroyForcibly().waitFor();
      taken(Mode.EXCLUSIVE).close();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The other process: takes the lock, says so, and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (FolderLock _ =
          FolderLock.tryAcquire(Path.of(arguments[0]), Mode.EXCLUSIVE).orElseThrow()) {
        System.out.println("held");
        System.out.flush();
        while (System.in.read() >= 0) {
          // Only the end counts.
        }
      }
    }
  }
}
