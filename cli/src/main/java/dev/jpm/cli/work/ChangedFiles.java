package dev.jpm.cli.work;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.List;

/** Asks git which files of the project differ from a commit, those that it does not know too. */
final class ChangedFiles {
  private final Git git;

  ChangedFiles(Git git) {
    this.git = git;
  }

  /**
   * Paths from the project's folder.
   *
   * @throws JpmException EUSAGE where git knows no such commit or the project is no repository
   */
  List<String> since(String ref) {
    if (ref.startsWith("-")) {
      throw JpmException.of(ErrorCode.EUSAGE, "\"" + ref + "\" names no commit");
    }
    List<String> files = new ArrayList<>();
    ask(files, List.of("diff", "--name-only", "--relative", "-z", ref, "--", "."));
    ask(files, List.of("ls-files", "--others", "--exclude-standard", "-z", "--", "."));
    return files;
  }

  private void ask(List<String> files, List<String> arguments) {
    try {
      for (String file : git.run(arguments).split("\0", -1)) {
        if (!file.isEmpty()) {
          files.add(file);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JpmException.of(ErrorCode.EGIT, "git was interrupted", e);
    }
  }
}
