package dev.jpm.bench.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where installs are measured: an ext4 image made for this, as ext4 looks at recently deleted
 * inodes whenever it creates files and is several times slower for minutes after a large delete.
 * Nothing may be deleted on it while it is used. Where none can be mounted, a plain folder.
 */
public final class FreshDisk implements AutoCloseable {
  private static final String SIZE = "48G";
  private static final String INODES = "3000000";

  private final Path image;
  private final Path folder;
  private final boolean mounted;

  private FreshDisk(Path image, Path folder, boolean mounted) {
    this.image = image;
    this.folder = folder;
    this.mounted = mounted;
  }

  /**
   * A disk below {@code parent}.
   *
   * @param warning hears it where the figures will be worse for want of one
   */
  public static FreshDisk below(Path parent, Consumer<String> warning) {
    Path image = parent.resolve("disk.img");
    Path folder = parent.resolve("disk");
    // An earlier call that was killed may have left one behind.
    run("umount", folder.toString());
    try {
      remove(folder);
      Files.createDirectories(folder);
      Files.deleteIfExists(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean mounted =
        run("truncate", "-s", SIZE, image.toString())
            && run(
                "mkfs.ext4",
                "-q",
                "-F",
                "-E",
                "lazy_itable_init=0,lazy_journal_init=0",
                "-N",
                INODES,
                image.toString())
            && run("mount", "-o", "loop", image.toString(), folder.toString());
    if (!mounted) {
      delete(image);
      warning.accept(
          "No fresh disk image could be mounted (it takes root and mkfs.ext4): measuring in a plain"
              + " folder, later runs will be slower");
    }
    return new FreshDisk(image, folder, mounted);
  }

  public Path folder() {
    return folder;
  }

  /** Has all that was written reach the disk, so that one run does not pay for another's. */
  public void settle() {
    run("sync");
  }

  private static boolean run(String... words) {
    try {
      return new ProcessBuilder(List.of(words))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() {
    if (mounted && run("umount", folder.toString())) {
      delete(image);
    }
    if (!mounted) {
      try {
        remove(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
