package dev.jpm.lockfile;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.Spec;

/** The spelling of {@code resolved}: the same source is always written the same way. */
final class ResolvedText {
  private ResolvedText() {}

  /**
   * {@code file:} paths without detours, repositories of known hosts by their ssh URL (by https
   * where it holds credentials), everything else as it is.
   */
  static String consistent(String resolved) {
    if (isPlainUrl(resolved)) {
      return resolved;
    }
    try {
      return switch (Spec.parseArgument(resolved)) {
        case Spec.FileSpec file -> file.saveSpec();
        case Spec.DirectorySpec folder -> folder.saveSpec();
        case Spec.GitSpec git -> git(git);
        case Spec.RegistrySpec registry -> registry.raw().equals("*") ? resolved : registry.raw();
        case Spec.AliasSpec alias -> alias.raw();
        case Spec.RemoteSpec remote -> remote.raw();
      };
    } catch (JpmException e) {
      // What npm cannot read in a lockfile it leaves alone.
      return resolved;
    }
  }

  /** Whether it is a tarball's URL that no rule would touch; nearly all are. */
  private static boolean isPlainUrl(String resolved) {
    return resolved.startsWith("http")
        && !resolved.contains("github.com/")
        && !resolved.contains("gitlab.com/")
        && !resolved.contains("bitbucket.org/")
        && !resolved.contains("git.sr.ht/");
  }

  private static String git(Spec.GitSpec git) {
    HostedRepository hosted = git.hosted();
    if (hosted == null) {
      return git.saveSpec();
    }
    String committish = hosted.committish();
    String hash = committish == null || committish.isEmpty() ? "" : "#" + committish;
    boolean hasAuth = hosted.auth() != null && !hosted.auth().isEmpty();
    return (hasAuth ? "git+" + hosted.httpsUrl() : hosted.sshUrl()) + hash;
  }
}
