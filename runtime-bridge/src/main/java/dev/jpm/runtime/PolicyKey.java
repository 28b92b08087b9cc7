package dev.jpm.runtime;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.model.spec.Spec.GitSpec;
import dev.jpm.model.spec.Spec.RangeSpec;
import dev.jpm.model.spec.Spec.RemoteSpec;
import dev.jpm.model.spec.Spec.TagSpec;
import dev.jpm.model.spec.Spec.VersionSpec;
import dev.jpm.runtime.PolicySubject.Identity;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A key of {@code allowScripts}: a package name, exact versions of it joined by {@code ||}, or a
 * source outside of registries.
 */
record PolicyKey(String text, Spec spec, Path project) {

  /**
   * The key in {@code text}; empty where npm cannot read it either.
   *
   * @param project what relative folders start from
   */
  static Optional<PolicyKey> parse(String text, Path project) {
    try {
      return Optional.of(new PolicyKey(text, Spec.parseArgument(text), project));
    } catch (JpmException e) {
      return Optional.empty();
    }
  }

  /** Why npm passes such a key over, as the end of a sentence; empty for a good one. */
  Optional<String> objection() {
    if (spec instanceof TagSpec) {
      return Optional.of(
          "dist-tag specs (@latest, @next, ...) are not allowed; "
              + "use exact versions joined by \"||\", or the bare package name, instead");
    }
    if (spec instanceof RangeSpec range && !isNameOnly() && !areExactVersions(range.raw())) {
      return Optional.of(
          "semver ranges (^, ~, >=, <) are not allowed; "
              + "use exact versions joined by \"||\" instead");
    }
    return Optional.empty();
  }

  boolean isNameOnly() {
    return spec instanceof RangeSpec range
        && (range.raw().isBlank() || range.raw().strip().equals("*"));
  }

  boolean isOneVersion() {
    return spec instanceof VersionSpec;
  }

  /**
   * Whether the key speaks of this package.
   *
   * @param denying whether its value forbids: where the version cannot be trusted, what forbids
   *     counts and what allows does not
   */
  boolean matches(PolicySubject subject, boolean denying) {
    return switch (spec) {
      case VersionSpec exact ->
          registryIdentity(subject)
              .map(identity ->
                  identity.version() == null
                      ? denying
                      : identity.version().equals(exact.raw().strip()))
              .orElse(false);
      case RangeSpec range ->
          registryIdentity(subject).map(found -> accepts(range, found, denying)).orElse(false);
      case GitSpec git -> matchesGit(git, subject);
      case FileSpec file -> isSource(subject, file.saveSpec(), file.path());
      case DirectorySpec folder -> isSource(subject, folder.saveSpec(), folder.path());
      case RemoteSpec remote -> subject.sources().contains(remote.url());
      case TagSpec tag -> false;
      case AliasSpec alias -> false;
    };
  }

  /** Whether the key is about this package in whatever version. */
  boolean targets(PolicySubject subject) {
    return switch (spec) {
      case VersionSpec exact -> hasName(subject);
      case RangeSpec range -> hasName(subject);
      case TagSpec tag -> hasName(subject);
      case GitSpec git ->
          git.hosted() != null
              && gitSource(subject).map(GitSpec::hosted).map(HostedRepository::sshUrl).stream()
                  .anyMatch(git.hosted().sshUrl()::equals);
      case FileSpec file -> isSource(subject, file.saveSpec(), file.path());
      case DirectorySpec folder -> isSource(subject, folder.saveSpec(), folder.path());
      case RemoteSpec remote -> subject.sources().contains(remote.url());
      case AliasSpec alias -> false;
    };
  }

  static Optional<GitSpec> gitSource(PolicySubject subject) {
    if (!subject.source().startsWith("git")) {
      return Optional.empty();
    }
    try {
      return Spec.parseArgument(subject.source()) instanceof GitSpec git
          ? Optional.of(git)
          : Optional.empty();
    } catch (JpmException e) {
      return Optional.empty();
    }
  }

  private boolean hasName(PolicySubject subject) {
    return subject
        .identity()
        .map(identity -> spec.name() != null && identity.name().equals(spec.name().value()))
        .orElse(false);
  }

  private Optional<Identity> registryIdentity(PolicySubject subject) {
    return subject.isFromRegistry() && hasName(subject) ? subject.identity() : Optional.empty();
  }

  private boolean accepts(RangeSpec range, Identity identity, boolean denying) {
    if (isNameOnly()) {
      return true;
    }
    if (!areExactVersions(range.raw())) {
      return false;
    }
    return identity.version() == null ? denying : range.range().accepts(identity.version());
  }

  private static boolean areExactVersions(String range) {
    for (String part : range.split("\\|\\|", -1)) {
      if (Version.tryParse(part.strip()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** A key with a commit, often shortened, must be where the lockfile's full commit begins. */
  private static boolean matchesGit(GitSpec key, PolicySubject subject) {
    GitSpec source = gitSource(subject).orElse(null);
    if (source == null) {
      return false;
    }
    HostedRepository wanted = key.hosted();
    HostedRepository found = source.hosted();
    boolean same =
        (wanted != null && found != null)
            ? wanted.sshUrl().equals(found.sshUrl())
            : key.url() != null && Objects.equals(key.url(), source.url());
    if (!same || key.committish() == null || key.committish().isEmpty()) {
      return same;
    }
    return source.committish() != null && source.committish().startsWith(key.committish());
  }

  private boolean isSource(PolicySubject subject, String saveSpec, String path) {
    if (subject.sources().contains(saveSpec)) {
      return true;
    }
    return !path.startsWith("~")
        && subject
            .sources()
            .contains(project.resolve(path).normalize().toString().replace('\\', '/'));
  }
}
