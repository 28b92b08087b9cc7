package dev.jpm.mirror.transfer;

import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.CachedAttestations;
import dev.jpm.mirror.metadata.CachedDocuments;
import dev.jpm.mirror.metadata.CachedTarballs;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bundle says of its blobs, row by row: packuments, tarballs and attestations of upstreams,
 * their keys, and the packages of the mirror itself, each followed by its versions. People and
 * tokens stay at home.
 */
sealed interface BundleRow {
  /** A packument of an upstream. */
  record DocumentRow(PackageName name, String digest, @Nullable String etag, Instant checked)
      implements BundleRow {
    CachedDocuments.Cached cached() {
      return new CachedDocuments.Cached(digest, etag, checked);
    }

    @Override
    public ObjectNode json() {
      return row("document", name)
          .put("digest", digest)
          .put("etag", etag)
          .put("checked", checked.toEpochMilli());
    }
  }

  /** A tarball of an upstream. */
  record TarballRow(PackageName name, String file, CachedTarballs.Cached cached)
      implements BundleRow {
    @Override
    public ObjectNode json() {
      return row("tarball", name)
          .put("file", file)
          .put("digest", cached.digest())
          .put("size", cached.size());
    }
  }

  /** What an upstream attests of a version. */
  record AttestationRow(CachedAttestations.Named named) implements BundleRow {
    @Override
    public ObjectNode json() {
      return row("attestation", named.name())
          .put("version", named.version())
          .put("digest", named.digest());
    }
  }

  /** A key that an upstream signs with; those of the mirror itself stay, the other has its own. */
  record KeyRow(ObjectNode told) implements BundleRow {
    @Override
    public ObjectNode json() {
      return Json.object().put("kind", "key").set("told", told);
    }
  }

  /** The database of advisories. */
  record AdvisoriesRow(String digest, Instant modified) implements BundleRow {
    @Override
    public ObjectNode json() {
      return Json.object()
          .put("kind", "advisories")
          .put("digest", digest)
          .put("modified", modified.toEpochMilli());
    }
  }

  /** A package of the mirror; its versions come next. */
  record PackageRow(
      PackageName name,
      String readme,
      boolean restricted,
      SequencedMap<String, String> tags,
      List<String> owners)
      implements BundleRow {
    static PackageRow of(OwnPackage own, boolean restricted) {
      return new PackageRow(own.name(), own.readme(), restricted, own.tags(), own.owners());
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = row("package", name).put("readme", readme).put("restricted", restricted);
      ObjectNode tagged = json.putObject("tags");
      tags.forEach(tagged::put);
      ArrayNode people = json.putArray("owners");
      owners.forEach(people::add);
      return json;
    }
  }

  /** A version of the package before it. */
  record ReleaseRow(PackageName name, Release release, List<Attestation> attestations)
      implements BundleRow {
    @Override
    public ObjectNode json() {
      ObjectNode manifest = release.manifest();
      ObjectNode json =
          row("release", name)
              .put("version", release.version())
              .put("digest", release.digest())
              .put("size", release.size())
              .put("published", release.published().toEpochMilli())
              .set("manifest", manifest == null ? Json.object() : manifest);
      ArrayNode proofs = json.putArray("attestations");
      attestations.forEach(
          each -> proofs.addObject().put("type", each.type()).set("bundle", each.bundle()));
      return json;
    }
  }

  /** As a line has it. */
  ObjectNode json();

  private static ObjectNode row(String kind, PackageName name) {
    return Json.object().put("kind", kind).put("name", name.value());
  }

  /**
   * The row of a line.
   *
   * @throws BrokenBundleException where it is none
   */
  static BundleRow parse(ObjectNode json) throws BrokenBundleException {
    return switch (text(json, "kind")) {
      case "document" ->
          new DocumentRow(
              name(json),
              digest(json),
              json.path("etag").isString() ? json.path("etag").asString() : null,
              Instant.ofEpochMilli(json.path("checked").asLong(0)));
      case "tarball" ->
          new TarballRow(
              name(json),
              text(json, "file"),
              new CachedTarballs.Cached(digest(json), json.path("size").asLong(0)));
      case "attestation" ->
          new AttestationRow(
              new CachedAttestations.Named(name(json), text(json, "version"), digest(json)));
      case "key" -> new KeyRow(object(json, "told"));
      case "advisories" ->
          new AdvisoriesRow(digest(json), Instant.ofEpochMilli(json.path("modified").asLong(0)));
      case "package" -> ownPackage(json);
      case "release" -> release(json);
      default -> throw senseless(json);
    };
  }

  private static PackageRow ownPackage(ObjectNode json) throws BrokenBundleException {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    json.path("tags").properties().forEach(it -> tags.put(it.getKey(), it.getValue().asString("")));
    List<String> owners = json.path("owners").valueStream().map(it -> it.asString("")).toList();
    if (owners.isEmpty() || owners.contains("")) {
      throw senseless(json);
    }
    return new PackageRow(
        name(json),
        json.path("readme").asString(""),
        json.path("restricted").asBoolean(false),
        tags,
        owners);
  }

  private static ReleaseRow release(ObjectNode json) throws BrokenBundleException {
    ObjectNode manifest = object(json, "manifest");
    if (manifest.path("dist") instanceof ObjectNode dist) {
      dist.remove("signatures"); // Nobody on the other side knows this mirror's key.
    }
    Release release =
        new Release(
            text(json, "version"),
            manifest,
            digest(json),
            json.path("size").asLong(0),
            Instant.ofEpochMilli(json.path("published").asLong(0)));
    List<Attestation> attestations =
        json.path("attestations")
            .valueStream()
            .filter(it -> it.path("bundle") instanceof ObjectNode)
            .map(it -> new Attestation(it.path("type").asString(""), it.path("bundle").asObject()))
            .toList();
    return new ReleaseRow(name(json), release, attestations);
  }

  private static PackageName name(JsonNode json) throws BrokenBundleException {
    return PackageName.tryParse(json.path("name").asString("")).orElseThrow(() -> senseless(json));
  }

  private static String digest(JsonNode json) throws BrokenBundleException {
    String digest = text(json, "digest");
    if (!BundleManifest.isDigest(digest)) {
      throw senseless(json);
    }
    return digest;
  }

  private static String text(JsonNode json, String key) throws BrokenBundleException {
    String text = json.path(key).asString("");
    if (text.isEmpty()) {
      throw senseless(json);
    }
    return text;
  }

  private static ObjectNode object(JsonNode json, String key) throws BrokenBundleException {
    if (json.path(key) instanceof ObjectNode object) {
      return object;
    }
    throw senseless(json);
  }

  private static BrokenBundleException senseless(JsonNode json) {
    String text = json.toString();
    return new BrokenBundleException(
        "it has a row that makes no sense: "
            + text.substring(0, Math.min(text.length(), LONGEST_SHOWN)));
  }

  int LONGEST_SHOWN = 200;
}
