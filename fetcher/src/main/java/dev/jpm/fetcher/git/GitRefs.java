package dev.jpm.fetcher.git;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that a repository knows, as {@code git ls-remote} tells them. Pure. */
final class GitRefs {
  private static final String PEELED = "^{}";

  /** {@code release-v1.2.3} is a version too. */
  private static final Pattern VERSION =
      Pattern.compile("v?(\\d+\\.\\d+\\.\\d+(?:[-+].+)?)$", Pattern.DOTALL);

  private final Map<String, GitRef> byName = new LinkedHashMap<>();
  private final Map<String, GitRef> byCommit = new LinkedHashMap<>();
  private final SequencedMap<Version, GitRef> versions = new LinkedHashMap<>();

  private GitRefs() {}

  /** Reads lines of a hash, white space, and a full name. */
  static GitRefs parse(String lines) {
    SequencedMap<String, GitRef> refs = new LinkedHashMap<>();
    for (String line : lines.strip().split("\n", -1)) {
      String[] parts = line.strip().split("\\s+", 2);
      if (parts.length == 2) {
        refs.put(parts[1], GitRef.of(parts[0], parts[1]));
      }
    }
    GitRefs all = new GitRefs();
    for (GitRef ref : refs.values()) {
      if (!ref.full().endsWith(PEELED)) {
        // An annotated tag is an object of its own; what counts is the commit that it points to.
        GitRef peeled = refs.get(ref.full() + PEELED);
        all.add(peeled == null ? ref : ref.at(peeled.commit()));
      }
    }
    return all;
  }

  private void add(GitRef ref) {
    byName.put(ref.name(), ref);
    byName.put(ref.full(), ref);
    byCommit.putIfAbsent(ref.commit(), ref);
    if (ref.kind() == GitRef.Kind.TAG) {
      Matcher version = VERSION.matcher(ref.name());
      if (version.find()) {
        Version.tryParseLoose(version.group(1)).ifPresent(found -> versions.put(found, ref));
      }
    }
  }

  Optional<GitRef> head() {
    return Optional.ofNullable(byName.get("HEAD"));
  }

  /** A branch, a tag, a full name, or a commit that has a name. */
  Optional<GitRef> find(String committish) {
    GitRef named = byName.get(committish);
    return Optional.ofNullable(named == null ? byCommit.get(committish) : named);
  }

  /**
   * The tag that npm takes for {@code #semver:wanted}: the version that the default branch stands
   * at where it fits, else the highest that fits.
   */
  Optional<GitRef> pick(String wanted) {
    Optional<Version> exact = Version.tryParseLoose(wanted.strip());
    if (exact.isPresent()) {
      return Optional.ofNullable(versions.get(exact.get()));
    }
    Range range = Range.tryParseLoose(wanted).orElse(null);
    if (range == null) {
      return wanted.equals("latest")
          ? Optional.ofNullable(latest()).map(versions::get)
          : find(wanted);
    }
    Version latest = latest();
    boolean any = wanted.isBlank() || wanted.strip().equals("*");
    if (latest != null && (any || range.accepts(latest))) {
      return Optional.ofNullable(versions.get(latest));
    }
    return versions.keySet().stream()
        .filter(range::accepts)
        .max(Version::compareTo)
        .map(versions::get);
  }

  /** The version at the branch or tag {@code latest} where there is one, else at the default. */
  private @Nullable Version latest() {
    GitRef at = byName.getOrDefault("latest", byName.get("HEAD"));
    Version latest = null;
    for (Map.Entry<Version, GitRef> version : versions.entrySet()) {
      if (at != null && version.getValue().commit().equals(at.commit())) {
        latest = version.getKey();
      }
    }
    return latest;
  }
}
