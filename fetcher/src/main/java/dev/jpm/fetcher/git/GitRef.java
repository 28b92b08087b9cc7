package dev.jpm.fetcher.git;

/**
 * A name that a repository gives to a commit.
 *
 * @param commit the full hash
 * @param name as people write it: {@code main}, {@code v1.0.0}, {@code pull/12}
 * @param full as git writes it: {@code refs/heads/main}
 */
record GitRef(String commit, String name, String full, Kind kind) {
  /** What such a name stands for. */
  enum Kind {
    HEAD,
    BRANCH,
    TAG,
    OTHER
  }

  static GitRef of(String commit, String full) {
    if (full.startsWith("refs/tags/")) {
      return new GitRef(commit, full.substring("refs/tags/".length()), full, Kind.TAG);
    }
    if (full.startsWith("refs/heads/")) {
      return new GitRef(commit, full.substring("refs/heads/".length()), full, Kind.BRANCH);
    }
    if (full.startsWith("refs/pull/")) {
      String name = full.substring("refs/".length()).replaceFirst("/head$", "");
      return new GitRef(commit, name, full, Kind.OTHER);
    }
    return new GitRef(commit, full, full, full.equals("HEAD") ? Kind.HEAD : Kind.OTHER);
  }

  GitRef at(String otherCommit) {
    return new GitRef(otherCommit, name, full, kind);
  }
}
