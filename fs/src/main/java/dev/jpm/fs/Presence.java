package dev.jpm.fs;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whether something lies at a path. Most of what an install asks for is not there, and Java tells
 * the absence of what may be a link by an exception, which costs many times the question: so it is
 * asked in a way that rarely needs one.
 */
public final class Presence {
  private Presence() {}

  /** Whether anything lies there, be it a link that leads nowhere; no where that cannot be told. */
  public static boolean at(Path path) {
    return Files.exists(path) || (hasFolder(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static boolean hasFolder(Path path) {
    Path parent = path.getParent();
    return parent == null || Files.exists(parent);
  }
}
