package dev.jpm.runtime.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script's text says. */
sealed interface ShellCommand {

  /** One after another. */
  record Sequence(List<ShellCommand> commands) implements ShellCommand {
    public Sequence {
      commands = List.copyOf(commands);
    }
  }

  /**
   * The second only where the first ended well, or only where it did not.
   *
   * @param isAnd whether it stands behind {@code &&}
   */
  record Either(ShellCommand first, boolean isAnd, ShellCommand second) implements ShellCommand {}

  /**
   * At the same time, each reading what the one before it writes.
   *
   * @param negated whether the exit code is turned round
   */
  record Pipeline(List<Simple> commands, boolean negated) implements ShellCommand {
    public Pipeline {
      commands = List.copyOf(commands);
    }
  }

  /** Variables, words, redirections. */
  record Simple(List<Assignment> assignments, List<Word> words, List<Redirect> redirects)
      implements ShellCommand {
    public Simple {
      assignments = List.copyOf(assignments);
      words = List.copyOf(words);
      redirects = List.copyOf(redirects);
    }
  }

  /** {@code NAME=value}. */
  record Assignment(String name, Word value) {}

  /**
   * {@code fd<target} and the like; for {@code >&} the target is a number.
   *
   * @param operator one of {@code < > >> >&}
   */
  record Redirect(int fd, String operator, Word target) {}

  /** Parts that are joined to one text, or to several fields. */
  record Word(List<Part> parts) {
    public Word {
      parts = List.copyOf(parts);
    }
  }

  /** A piece of a word. */
  sealed interface Part {
    boolean quoted();
  }

  /** Text as it stands. */
  record Text(String text, boolean quoted) implements Part {}

  /**
   * {@code $NAME}, <code>${NAME:-default}</code>.
   *
   * @param operator {@code - := :+} and so on, or empty text
   * @param other what the operator uses, or null
   */
  record Variable(String name, String operator, @Nullable Word other, boolean quoted)
      implements Part {}
}
