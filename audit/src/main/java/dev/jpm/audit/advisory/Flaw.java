package dev.jpm.audit.advisory;

import dev.jpm.audit.Severity;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reason why versions of a package are vulnerable: an advisory about it, or another flaw that
 * they cannot keep away from. Answers are npm's, and so depend on what was asked before: a version
 * that npm passed over while it sampled counts as vulnerable ever after.
 */
abstract sealed class Flaw permits DirectFlaw, InheritedFlaw {
  private final String name;
  private final PublishedVersions published;
  private final Set<String> vulnerable = new HashSet<>();
  private final Map<String, Boolean> tested = new HashMap<>();
  private final Map<String, Boolean> testedSpecs = new HashMap<>();

  Flaw(String name, PublishedVersions published) {
    this.name = name;
    this.published = published;
  }

  /** Looks at all published versions; for constructors, once what {@link #test} needs is there. */
  final void sample() {
    VersionSampling.run(published.texts(), version -> isVulnerable(version, null), vulnerable::add);
  }

  /** The package whose versions are vulnerable. */
  final String name() {
    return name;
  }

  final PublishedVersions published() {
    return published;
  }

  /** The package that makes them so: itself, or the one that it depends on. */
  abstract String dependency();

  abstract Severity severity();

  /** The vulnerable versions. */
  abstract String range();

  /** The same for flaws that are the same. */
  abstract String key();

  /** Whether {@code version}, about which nothing is known yet, is vulnerable. */
  abstract boolean test(String version, @Nullable String spec);

  /**
   * Whether {@code version} is vulnerable.
   *
   * @param spec how it asks for the flaw's dependency, for versions that nobody published; null
   *     where that is to be looked up
   */
  final boolean isVulnerable(String version, @Nullable String spec) {
    Boolean known = tested.get(version);
    if (known == null) {
      known = vulnerable.contains(version) || test(version, spec);
      if (known) {
        vulnerable.add(version);
      }
      tested.put(version, known);
    }
    return known;
  }

  final boolean isVulnerable(String version) {
    return isVulnerable(version, null);
  }

  /** Whether every published version that {@code spec} admits is vulnerable, if there is any. */
  final boolean leavesNoChoice(String spec) {
    return testedSpecs.computeIfAbsent(spec, this::findsNoChoice);
  }

  private boolean findsNoChoice(String spec) {
    Range range = LooseRange.of(spec);
    for (Map.Entry<String, Version> version : published.byText().entrySet()) {
      if (range != null && range.accepts(version.getValue()) && !isVulnerable(version.getKey())) {
        return false;
      }
    }
    return true;
  }

  final Set<String> vulnerable() {
    return vulnerable;
  }
}
