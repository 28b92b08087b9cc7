package dev.jpm.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which commit is checked out, read from the repository's own files. */
final class GitHead {
  private static final String REFERENCE = "ref: ";

  private GitHead() {}

  /** The commit around {@code folder}; empty where there is none or it cannot be told. */
  static Optional<String> of(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return Optional.ofNullable(commit(git)).filter(commit -> !commit.isEmpty());
      }
    }
    return Optional.empty();
  }

  private static @Nullable String commit(Path git) {
    String head = text(git.resolve("HEAD"));
    if (head == null || !head.startsWith(REFERENCE)) {
      return head;
    }
    String reference = head.substring(REFERENCE.length()).strip();
    String loose = text(git.resolve(reference));
    if (loose != null) {
      return loose;
    }
    String packed = text(git.resolve("packed-refs"));
    return packed == null
        ? null
        : packed
            .lines()
            .filter(line -> line.endsWith(" " + reference) && line.length() > 40)
            .map(line -> line.substring(0, 40))
            .findFirst()
            .orElse(null);
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException missing) {
      return null;
    }
  }
}
