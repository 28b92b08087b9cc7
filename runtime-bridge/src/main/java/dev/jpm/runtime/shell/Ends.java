package dev.jpm.runtime.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** Where a command reads from and writes to. */
record Ends(From in, To out, To err) {

  /** What a command reads. */
  sealed interface From {}

  /** What the shell itself reads. */
  record Own(InputStream stream) implements From {}

  /** A file. */
  record File(Path path) implements From {}

  /** What the command before it writes. */
  record Before(InputStream stream) implements From {}

  /** Where a command writes. */
  sealed interface To {}

  /** The shell's own stream: 1 or 2. */
  record OwnOut(int fd, OutputStream stream) implements To {}

  /** A file, at its end. */
  record AtEnd(Path path) implements To {}

  /** The command after it. */
  record After(OutputStream stream) implements To {}

  Ends withIn(From other) {
    return new Ends(other, out, err);
  }

  Ends withOut(To other) {
    return new Ends(in, other, err);
  }

  Ends withErr(To other) {
    return new Ends(in, out, other);
  }
}
