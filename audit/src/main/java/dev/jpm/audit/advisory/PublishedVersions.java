package dev.jpm.audit.advisory;

import dev.jpm.model.Manifest;
import dev.jpm.model.Packument;
import dev.jpm.model.Packument.Release;
import dev.jpm.model.semver.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is published of a package, in the order of versions; nothing where no registry knows it. */
final class PublishedVersions {
  private final @Nullable Packument packument;
  private final SequencedMap<String, Version> byText;

  /** Those of {@code packument}, which is null where there is none. */
  PublishedVersions(@Nullable Packument packument) {
    this.packument = packument;
    TreeMap<Version, String> sorted = new TreeMap<>();
    if (packument != null) {
      packument
          .versions()
          .keySet()
          .forEach(
              text -> Version.tryParseLoose(text).ifPresent(version -> sorted.put(version, text)));
    }
    SequencedMap<String, Version> all = new LinkedHashMap<>();
    sorted.forEach((version, text) -> all.put(text, version));
    this.byText = Collections.unmodifiableSequencedMap(all);
  }

  @Nullable Packument packument() {
    return packument;
  }

  /** From the lowest to the highest. */
  SequencedMap<String, Version> byText() {
    return byText;
  }

  List<String> texts() {
    return List.copyOf(byText.keySet());
  }

  /** The manifest of {@code version}, or null where it is not published. */
  @Nullable Manifest manifest(String version) {
    Release release = packument == null ? null : packument.versions().get(version);
    return release == null ? null : release.manifest();
  }
}
