package dev.jpm.resolver;

import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.resolver.PeerConflict.Because;
import dev.jpm.resolver.PeerConflict.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would resolve a peer conflict: versions that exist and go together. */
public final class WaysOut {
  private final PackumentSource packuments;

  public WaysOut(PackumentSource packuments) {
    this.packuments = packuments;
  }

  /** One sentence each, the least change first; empty where nothing that exists would do. */
  public List<String> of(PeerConflict conflict) {
    List<String> ways = new ArrayList<>();
    Because unmet = conflict.unmet();
    Reason depender = unmet.from();
    Reason found = conflict.found();
    if (found != null) {
      common(unmet, found).ifPresent(ways::add);
      if (depender != null) {
        otherDepender(unmet, depender, found).ifPresent(ways::add);
      }
    }
    return ways;
  }

  /** A version of what both ask for that both would take. */
  private Optional<String> common(Because unmet, Reason found) {
    List<Range> ranges = new ArrayList<>();
    Optional<Range> own = range(unmet.spec());
    if (own.isEmpty()) {
      return Optional.empty();
    }
    ranges.add(own.get());
    for (Because because : found.dependents()) {
      Optional<Range> other = range(because.spec());
      if (other.isEmpty() || !because.name().equals(unmet.name())) {
        return Optional.empty();
      }
      ranges.add(other.get());
    }
    return newest(
            unmet.name(), version -> ranges.stream().allMatch(range -> range.accepts(version)))
        .map(version -> unmet.name() + "@" + version + " fits all that ask for it here");
  }

  /** Another version of the depender, whose peers are content with what is there. */
  private Optional<String> otherDepender(Because unmet, Reason depender, Reason found) {
    String there = found.version();
    if (there == null || depender.workspace()) {
      return Optional.empty();
    }
    return packument(depender.name())
        .flatMap(packument ->
            newest(
                packument,
                version -> {
                  Packument.Release release = packument.versions().get(version);
                  return release != null && takes(release.manifest(), unmet.name(), there);
                }))
        .filter(version -> !version.equals(depender.version()))
        .map(version -> depender.name() + "@" + version + " takes " + found.name() + "@" + there);
  }

  private static boolean takes(Manifest manifest, String peer, String version) {
    String spec = manifest.peerDependencies().get(peer);
    return spec == null
        || spec.isEmpty()
        || range(spec).filter(range -> range.accepts(version)).isPresent();
  }

  private static Optional<Range> range(String spec) {
    return spec.isEmpty() ? Range.tryParseLoose("*") : Range.tryParseLoose(spec);
  }

  private interface Wanted {
    boolean test(String version);
  }

  private Optional<String> newest(String name, Wanted wanted) {
    return packument(name).flatMap(packument -> newest(packument, wanted));
  }

  private static Optional<String> newest(Packument packument, Wanted wanted) {
    List<Version> all = new ArrayList<>();
    for (String text : packument.versions().keySet()) {
      Version.tryParseLoose(text).filter(v -> !v.isPrerelease()).ifPresent(all::add);
    }
    all.sort(Collections.reverseOrder());
    return all.stream().map(Version::toString).filter(wanted::test).findFirst();
  }

  private Optional<Packument> packument(@Nullable String name) {
    return PackageName.tryParse(name == null ? "" : name)
        .map(packuments::packument)
        .flatMap(answer ->
            answer instanceof PackumentAnswer.Found(Packument packument)
                ? Optional.of(packument)
                : Optional.empty());
  }
}
