package dev.jpm.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What it was measured on.
 *
 * @param freshDisk whether every round had a disk image of its own
 */
public record Machine(
    int processors, long memoryBytes, String kernel, String java, boolean freshDisk) {

  public static Machine here(boolean freshDisk) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        memory(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"),
        freshDisk);
  }

  private static long memory() {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("MemTotal:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** In a sentence. */
  String told() {
    return processors
        + " cores, "
        + Math.round(memoryBytes / (double) (1L << 30))
        + " GiB, "
        + kernel
        + (freshDisk ? ", a fresh ext4 image for every round" : ", a plain folder");
  }
}
