package dev.jpm.bench.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel tells of processes; nothing on systems without {@code /proc}. */
final class ProcessFigures {
  private static final double TICKS_PER_SECOND = 100;

  /** Of the fields after the command's closing bracket: cutime, then cstime. */
  private static final int CHILDREN_USER = 13;

  private ProcessFigures() {}

  /** Processor time of all ended children of this process, in seconds. */
  static double childrenSeconds() {
    String stat = read(Path.of("/proc/self/stat"));
    return stat.isEmpty() ? 0 : childrenSeconds(stat);
  }

  static double childrenSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1]);
    return ticks / TICKS_PER_SECOND;
  }

  /** The peak of resident memory of a process and its children so far, in bytes; 0 if gone. */
  static long peakBytes(long pid) {
    Path folder = Path.of("/proc", Long.toString(pid));
    long peak = peakBytes(read(folder.resolve("status")));
    String children = read(folder.resolve("task").resolve(Long.toString(pid)).resolve("children"));
    for (String child : children.strip().split(" ", -1)) {
      if (!child.isEmpty()) {
        peak += peakBytes(Long.parseLong(child));
      }
    }
    return peak;
  }

  static long peakBytes(String status) {
    int at = status.indexOf("VmHWM:");
    if (at < 0) {
      return 0;
    }
    String line = status.substring(at + "VmHWM:".length()).lines().findFirst().orElse("0 kB");
    return Long.parseLong(line.replace("kB", "").strip()) * 1024;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
