package dev.jpm.bridge;

import dev.jpm.runtime.ScriptCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * What scripts have started and left behind. A process whose parent has ended is nobody's
 * descendant any more; on Linux it is known by a variable that all have inherited, elsewhere it is
 * not known.
 */
final class StartedProcesses {
  private static final String VARIABLE = "JPM_SCRIPT_RUN";
  private static final Path PROCESSES = Path.of("/proc");

  private final String mark = UUID.randomUUID().toString();

  /** The command whose processes will be known. */
  ScriptCommand marked(ScriptCommand command) {
    return command.with(VARIABLE, mark);
  }

  /** Those that run now, the script itself among them where it does. */
  List<ProcessHandle> leftBehind() {
    return Files.isDirectory(PROCESSES)
        ? ProcessHandle.allProcesses().filter(this::isMarked).toList()
        : List.of();
  }

  private boolean isMarked(ProcessHandle process) {
    Path environment = PROCESSES.resolve(Long.toString(process.pid())).resolve("environ");
    try {
      return Files.readString(environment, StandardCharsets.ISO_8859_1)
          .contains(VARIABLE + "=" + mark);
    } catch (IOException e) {
      // Another user's process, or one that has just ended.
      return false;
    }
  }
}
