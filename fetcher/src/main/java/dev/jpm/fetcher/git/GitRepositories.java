package dev.jpm.fetcher.git;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec.GitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Finds commits in repositories and checks them out. Blocking; safe for many threads. */
public final class GitRepositories {
  /** Hosts that serve a commit without its history; others often fail slowly when asked to. */
  private static final Set<String> SHALLOW =
      Set.of("github.com", "gist.github.com", "gitlab.com", "bitbucket.com", "bitbucket.org");

  private final GitCommand git;
  private final Map<String, GitRefs> refs = new ConcurrentHashMap<>();

  public GitRepositories(GitCommand git) {
    this.git = git;
  }

  /**
   * The commit that {@code spec} means; no repository is asked where the spec tells it in full.
   *
   * @throws JpmException ETARGET where no tag fits a range, ENOGIT, EGIT
   */
  public GitCommit resolve(GitSpec spec) {
    GitCommit told = GitCommit.told(spec);
    if (told != null) {
      return told;
    }
    return eachUrl(spec, url -> new GitCommit(spec, commit(spec, url)));
  }

  /**
   * Checks {@code commit} out into {@code folder}, which does not exist, submodules included.
   *
   * @throws JpmException EGITCHECKOUT where another commit came, ENOGIT, EGIT
   */
  public void checkOut(GitCommit commit, Path folder) {
    eachUrl(
        commit.spec(),
        url -> {
          checkOut(url, commit.commit(), folder);
          return folder;
        });
  }

  private static <T> T eachUrl(GitSpec spec, Function<String, T> work) {
    List<String> urls = GitCommit.urls(spec);
    JpmException last = null;
    for (String url : urls) {
      try {
        return work.apply(checked(url));
      } catch (JpmException e) {
        if (e.code() != ErrorCode.EGIT) {
          throw e;
        }
        last = e;
      }
    }
    throw last == null
        ? JpmException.of(ErrorCode.EGIT, "No URL to clone from: " + spec.raw())
        : last;
  }

  /** Refuses what git would take for an option or for a program to run. */
  private static String checked(String url) {
    if (url.startsWith("-") || url.matches("(?s)[A-Za-z0-9+.-]*::.*")) {
      throw JpmException.of(ErrorCode.EUNSUPPORTEDPROTOCOL, "Not a repository's address: " + url);
    }
    return url;
  }

  private String commit(GitSpec spec, String url) {
    GitRefs known = refs(url);
    if (spec.range() != null) {
      return known
          .pick(spec.range())
          .map(GitRef::commit)
          .orElseThrow(() ->
              JpmException.of(
                  ErrorCode.ETARGET,
                  "No tag of " + url + " is a version that fits " + spec.range()));
    }
    String committish = spec.committish();
    boolean none = committish == null || committish.isEmpty();
    return (none ? known.head() : known.find(String.valueOf(committish)))
        .map(GitRef::commit)
        .orElseGet(() -> unnamed(url, none ? "HEAD" : String.valueOf(committish)));
  }

  private GitRefs refs(String url) {
    GitRefs known = refs.get(url);
    if (known == null) {
      known = GitRefs.parse(git.run(null, List.of("ls-remote", "--", url)));
      refs.put(url, known);
    }
    return known;
  }

  /** What no name says ({@code HEAD~3}, a shortened hash), only the whole repository tells. */
  private String unnamed(String url, String committish) {
    if (committish.startsWith("-")) {
      throw JpmException.of(ErrorCode.EUSAGE, "Not a commit's name: " + committish);
    }
    Path mirror = temporary();
    try {
      git.run(null, List.of("clone", "--mirror", "-q", "--", url, mirror.toString()));
      return git.run(mirror, List.of("rev-parse", "--verify", committish + "^{commit}")).strip();
    } finally {
      Folders.remove(mirror);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("jpm-git-");
    } catch (IOException e) {
      throw FileErrors.of(e, "make", Path.of(System.getProperty("java.io.tmpdir", ".")));
    }
  }

  private void checkOut(String url, String commit, Path folder) {
    Folders.remove(folder);
    GitRef ref = refs(url).find(commit).orElse(null);
    GitRef head = refs(url).head().orElse(null);
    if (ref == null || ref.kind() == GitRef.Kind.OTHER) {
      checkOutOfAll(url, commit, folder);
    } else if (head != null && head.commit().equals(commit)) {
      clone(url, folder, List.of("--recurse-submodules"), isShallow(url));
    } else {
      clone(url, folder, List.of("-b", ref.name(), "--recurse-submodules"), isShallow(url));
    }
    String found = git.run(folder, List.of("rev-parse", "HEAD")).strip();
    if (!found.equals(commit)) {
      throw JpmException.of(
          ErrorCode.EGITCHECKOUT,
          "Commit mismatch: expected " + commit + " and found " + found + " in " + url);
    }
  }

  private void clone(String url, Path folder, List<String> options, boolean shallow) {
    List<String> arguments = new ArrayList<>(List.of("clone", "-q"));
    arguments.addAll(options);
    if (shallow) {
      arguments.add("--depth=1");
    }
    arguments.addAll(List.of("--config", "core.longpaths=true", "--", url, folder.toString()));
    git.run(null, arguments);
  }

  /** A commit without a branch or tag of its own may hang on any name that the repository has. */
  private void checkOutOfAll(String url, String commit, Path folder) {
    String inside = folder.resolve(".git").toString();
    git.run(null, List.of("clone", "--mirror", "-q", "--", url, inside));
    git.run(null, List.of("init", "-q", folder.toString()));
    git.run(folder, List.of("checkout", "-q", "--detach", commit));
    if (Files.exists(folder.resolve(".gitmodules"))) {
      git.run(folder, List.of("submodule", "update", "-q", "--init", "--recursive"));
    }
  }

  private static boolean isShallow(String url) {
    String rest = url.replaceFirst("^[a-z+]+://(?:[^@/]*@)?", "");
    return SHALLOW.contains(rest.replaceFirst("[:/].*$", ""));
  }
}
