package dev.jpm.mirror.policy;

import dev.jpm.audit.policy.Build;
import dev.jpm.audit.policy.Build.Stated;
import dev.jpm.audit.policy.PackageFacts;
import dev.jpm.audit.policy.PackageFacts.Origin;
import dev.jpm.audit.policy.PackageFacts.Scripts;
import dev.jpm.audit.registry.ProvenanceHistory;
import dev.jpm.audit.registry.Release;
import dev.jpm.audit.signature.Proof;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.PackumentVisitor;
import dev.jpm.mirror.packument.TarballName;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a packument offers, as far as a policy must know it. */
final class Offered implements PackumentVisitor {
  private final PackageName name;
  private final List<Version> versions = new ArrayList<>();
  private final SequencedMap<String, String> tags = new LinkedHashMap<>();
  private final Map<String, String> times = new LinkedHashMap<>();
  private @Nullable ProvenanceHistory history;

  private Offered(PackageName name) {
    this.name = name;
  }

  static Offered of(Document document) throws IOException {
    Offered offered = new Offered(document.name());
    document.content().show(offered);
    return offered;
  }

  /**
   * A version.
   *
   * @param file what its tarball is called
   * @param integrity of its tarball; empty where nobody tells
   */
  record Version(
      String text,
      String file,
      String integrity,
      @Nullable String licence,
      Scripts scripts,
      Stated provenance) {
    /** What is to be judged of who built it. */
    PackageFacts provenBy(PackageName name, Proof proof) {
      return new PackageFacts(
          name.value(),
          text,
          Origin.REGISTRY,
          null,
          licence,
          null,
          scripts,
          new Build(provenance, false, proof));
    }
  }

  PackageName name() {
    return name;
  }

  List<Version> versions() {
    return versions;
  }

  SequencedMap<String, String> tags() {
    return tags;
  }

  /** When it was published; null where nobody tells. */
  @Nullable Instant published(Version version) {
    return Release.moment(times.get(version.text()));
  }

  PackageFacts facts(Version version) {
    Instant published = published(version);
    return new PackageFacts(
        name.value(),
        version.text(),
        Origin.REGISTRY,
        null,
        version.licence(),
        published,
        version.scripts(),
        new Build(
            version.provenance(),
            version.provenance() == Stated.NO && history().isBefore(version.text(), published),
            null));
  }

  private ProvenanceHistory history() {
    ProvenanceHistory told = history;
    if (told == null) {
      told = new ProvenanceHistory();
      for (Version version : versions) {
        if (version.provenance() == Stated.YES) {
          told.add(version.text(), published(version));
        }
      }
      history = told;
    }
    return told;
  }

  @Override
  public void field(String field, JsonNode value) {
    switch (field) {
      case "dist-tags" ->
          value.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
      case "time" ->
          value
              .properties()
              .forEach(time -> times.put(time.getKey(), time.getValue().asString("")));
      default -> {}
    }
  }

  @Override
  public void release(String version, ObjectNode manifest) {
    Release release = new Release(new Manifest(manifest), null);
    boolean runs = release.hasInstallScript() || release.isBuiltWithoutScript();
    String url = manifest.path("dist").path("tarball").asString("");
    versions.add(
        new Version(
            version,
            url.isEmpty() ? TarballName.of(name, version) : TarballName.file(url),
            manifest.path("dist").path("integrity").asString(""),
            release.licence(),
            runs ? Scripts.SOME : Scripts.NONE,
            Stated.of(release.hasProvenance())));
  }
}
