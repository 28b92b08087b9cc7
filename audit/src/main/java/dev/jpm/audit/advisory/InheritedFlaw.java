package dev.jpm.audit.advisory;

import dev.jpm.audit.Severity;
import dev.jpm.model.Manifest;
import dev.jpm.model.semver.Range;
import org.jspecify.annotations.Nullable;

/**
 * What a package has of a flaw in a dependency: its versions are vulnerable where what they ask for
 * leaves no other choice.
 */
final class InheritedFlaw extends Flaw {
  private final Flaw source;
  private final String range;

  InheritedFlaw(String name, Flaw source, PublishedVersions published) {
    super(name, published);
    this.source = source;
    sample();
    this.range = VulnerableRange.of(published.byText(), vulnerable());
  }

  @Override
  String dependency() {
    return source.name();
  }

  @Override
  Severity severity() {
    return source.severity();
  }

  @Override
  String range() {
    return range;
  }

  @Override
  String key() {
    return source.name() + "\n" + source.key();
  }

  @Override
  boolean test(String version, @Nullable String given) {
    Manifest manifest = published().manifest(version);
    String spec = given == null && manifest != null ? asked(manifest) : given;
    if (spec == null) {
      return false;
    }
    Range wanted = LooseRange.of(spec);
    if (wanted == null) {
      return true; // No range, so nobody can tell, and it is better avoided.
    }
    if (manifest != null && manifest.bundleDependencies().contains(source.name())) {
      Range avoided = LooseRange.of(source.range());
      return avoided != null && wanted.intersects(avoided);
    }
    return source.leavesNoChoice(spec);
  }

  /** Development dependencies do not count: only the project's own are ever installed. */
  private @Nullable String asked(Manifest manifest) {
    String name = source.name();
    String spec = manifest.dependencies().get(name);
    spec = spec == null ? manifest.optionalDependencies().get(name) : spec;
    return spec == null ? manifest.peerDependencies().get(name) : spec;
  }
}
