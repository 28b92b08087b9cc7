package dev.jpm.fetcher.git;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.GitSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package in a repository at one commit.
 *
 * @param spec what was asked for
 * @param commit the full hash
 */
public record GitCommit(GitSpec spec, String commit) {

  /** The commit that {@code spec} itself tells; null where a repository has to be asked. */
  static @Nullable GitCommit told(GitSpec spec) {
    String committish = spec.committish();
    return committish != null && isFull(committish) ? new GitCommit(spec, committish) : null;
  }

  /** Whether {@code spec} itself tells its commit, so that no repository is asked for it. */
  public static boolean isTold(GitSpec spec) {
    return told(spec) != null;
  }

  static boolean isFull(String committish) {
    return committish.length() >= 40
        && committish.length() <= 64
        && committish.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /**
   * As lockfiles write it: known hosts by ssh (by https where the spec holds credentials), others
   * as the spec has it.
   */
  public String resolved() {
    HostedRepository hosted = spec.hosted();
    if (hosted != null) {
      return (hasAuth(hosted) ? "git+" + hosted.httpsUrl() : hosted.sshUrl()) + "#" + commit;
    }
    int sharp = spec.raw().indexOf('#');
    String base = sharp < 0 ? spec.raw() : spec.raw().substring(0, sharp);
    String with = base + "#" + commit;
    try {
      return Spec.parseArgument(with) instanceof GitSpec git ? git.saveSpec() : with;
    } catch (JpmException e) {
      return with;
    }
  }

  /** Where to clone it from, in the order in which to try. */
  List<String> urls() {
    return urls(spec);
  }

  static List<String> urls(GitSpec spec) {
    HostedRepository hosted = spec.hosted();
    List<String> urls = new ArrayList<>();
    if (hosted != null) {
      urls.add(hosted.httpsUrl());
      if (!hasAuth(hosted) && hosted.host() != HostedRepository.Host.SOURCEHUT) {
        urls.add(hosted.sshUrl().substring("git+".length()));
      }
    } else if (spec.url() != null) {
      urls.add(spec.url());
    }
    return urls;
  }

  /** Where a known host serves its files as a tarball; null where none does. */
  public @Nullable String tarballUrl() {
    HostedRepository hosted = spec.hosted();
    return hosted == null ? null : hosted.tarballUrl(commit);
  }

  private static boolean hasAuth(HostedRepository hosted) {
    return hosted.auth() != null && !hosted.auth().isEmpty();
  }
}
