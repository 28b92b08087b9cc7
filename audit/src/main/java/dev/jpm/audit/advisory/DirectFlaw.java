package dev.jpm.audit.advisory;

import dev.jpm.audit.Severity;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import org.jspecify.annotations.Nullable;

/** What an advisory says about the package itself. */
final class DirectFlaw extends Flaw {
  private final Advisory advisory;
  private final @Nullable Range range;

  DirectFlaw(Advisory advisory, PublishedVersions published) {
    super(advisory.name(), published);
    this.advisory = advisory;
    this.range = LooseRange.of(advisory.range());
    sample();
  }

  Advisory advisory() {
    return advisory;
  }

  @Override
  String dependency() {
    return advisory.name();
  }

  @Override
  Severity severity() {
    return advisory.severity();
  }

  @Override
  String range() {
    return advisory.range();
  }

  @Override
  String key() {
    return advisory.key();
  }

  @Override
  boolean test(String version, @Nullable String spec) {
    Version parsed = Version.tryParseLoose(version).orElse(null);
    return range != null && parsed != null && range.accepts(parsed);
  }
}
