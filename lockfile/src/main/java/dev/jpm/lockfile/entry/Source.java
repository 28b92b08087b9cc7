package dev.jpm.lockfile.entry;

import org.jspecify.annotations.Nullable;

/** Where an entry's bytes come from, as far as its own text tells. */
public sealed interface Source {
  /**
   * A registry, or any URL: which of both it is depends on who asks for it.
   *
   * @param url of the tarball; null where the lockfile leaves it to the registry
   */
  record Tarball(@Nullable String url) implements Source {}

  /**
   * A git repository.
   *
   * @param url as written
   * @param commit what follows the hash sign; null where nothing does
   */
  record Repository(String url, @Nullable String commit) implements Source {}

  /** A tarball or a folder on the machine, relative to the project. */
  record Folder(String path) implements Source {}

  /** A folder that belongs to the project. */
  record Workspace(String path) implements Source {}

  /** What {@code text}, a URL or a path, leads to; null is left to the registry. */
  static Source of(@Nullable String text) {
    if (text == null) {
      return new Tarball(null);
    }
    if (isRepository(text)) {
      int hash = text.indexOf('#');
      return hash < 0
          ? new Repository(text, null)
          : new Repository(text.substring(0, hash), text.substring(hash + 1));
    }
    if (text.startsWith("file:") || text.startsWith("link:") || text.startsWith("portal:")) {
      return new Folder(text.substring(text.indexOf(':') + 1));
    }
    return new Tarball(text);
  }

  private static boolean isRepository(String text) {
    return text.startsWith("git+")
        || text.startsWith("git:")
        || text.startsWith("git@")
        || text.startsWith("github:")
        || text.startsWith("gitlab:")
        || text.startsWith("bitbucket:")
        || text.startsWith("ssh:")
        || text.matches("https?://[^#]*\\.git(#.*)?");
  }
}
