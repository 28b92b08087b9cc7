package dev.jpm.mirror.blob;

import dev.jpm.fs.Folders;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Where bytes are while they come in. */
record UnfinishedFolder(Path folder) {
  /** The one in {@code folder}; what an earlier process left half written is removed. */
  static UnfinishedFolder in(Path folder) {
    Path unfinished = folder.resolve("unfinished");
    Folders.remove(unfinished);
    Folders.create(unfinished);
    return new UnfinishedFolder(unfinished);
  }

  /** A file that nobody else writes. */
  Path next() {
    return folder.resolve(Long.toHexString(ThreadLocalRandom.current().nextLong()));
  }
}
