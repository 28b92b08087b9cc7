package dev.jpm.mirror.transfer;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.CachedDocuments;
import dev.jpm.mirror.metadata.CachedTarballs;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.model.PackageName;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bundle says of its blobs: packuments and tarballs of upstreams, and the packages of the
 * mirror itself. People and tokens stay at home.
 */
final class BundleIndex {
  static final int FORMAT = 1;

  private final ObjectNode json = Json.object();
  private final SequencedSet<String> digests = new LinkedHashSet<>();

  private final BlobStore blobs;
  private final Set<PackageName> restricted;
  private final OwnPackages packages;

  private BundleIndex(BlobStore blobs, OwnPackages packages, Set<PackageName> restricted) {
    this.packages = packages;
    this.blobs = blobs;
    this.restricted = restricted;
  }

  /** The index of all that is in {@code metadata} and whose bytes are here. */
  static BundleIndex of(MetadataStore metadata, BlobStore blobs) {
    BundleIndex index = new BundleIndex(blobs, metadata.packages(), metadata.grants().restricted());
    index.json.put("format", FORMAT);
    ArrayNode documents = index.json.putArray("documents");
    metadata.documents().all().forEach((name, cached) -> index.add(documents, name, cached));
    ArrayNode tarballs = index.json.putArray("tarballs");
    metadata.tarballs().all().forEach(tarball -> index.add(tarballs, tarball));
    // Those of the mirror itself stay: the other one signs what it holds with its own.
    index.json.putArray("keys").addAll(metadata.keys().kept());
    ArrayNode packages = index.json.putArray("packages");
    for (PackageName name : metadata.packages().names()) {
      metadata
          .packages()
          .find(name)
          .ifPresent(
              own -> index.add(packages.addObject(), own, metadata.packages().releases(name)));
    }
    return index;
  }

  private void add(ArrayNode documents, PackageName name, CachedDocuments.Cached cached) {
    String digest = cached.digest();
    if (digest != null && has(digest)) {
      documents
          .addObject()
          .put("name", name.value())
          .put("digest", digest)
          .put("etag", cached.etag())
          .put("checked", cached.checkedAt().toEpochMilli());
    }
  }

  private void add(ArrayNode tarballs, CachedTarballs.Named tarball) {
    if (has(tarball.cached().digest())) {
      tarballs
          .addObject()
          .put("name", tarball.name().value())
          .put("file", tarball.file())
          .put("digest", tarball.cached().digest())
          .put("size", tarball.cached().size());
    }
  }

  private void add(ObjectNode told, OwnPackage own, Iterable<Release> releases) {
    told.put("name", own.name().value()).put("readme", own.readme());
    if (restricted.contains(own.name())) {
      told.put("restricted", true);
    }
    ObjectNode tags = told.putObject("tags");
    own.tags().forEach(tags::put);
    ArrayNode owners = told.putArray("owners");
    own.owners().forEach(owners::add);
    ArrayNode list = told.putArray("releases");
    for (Release release : releases) {
      ObjectNode manifest = release.manifest();
      if (manifest != null && has(release.digest())) {
        list.addObject()
            .put("version", release.version())
            .put("digest", release.digest())
            .put("size", release.size())
            .put("published", release.published().toEpochMilli())
            .set("manifest", manifest)
            .set("attestations", attestations(own.name(), release.version()));
      }
    }
  }

  private ArrayNode attestations(PackageName name, String version) {
    ArrayNode list = Json.array();
    packages
        .attestations(name, version)
        .forEach(each -> list.addObject().put("type", each.type()).set("bundle", each.bundle()));
    return list;
  }

  /** Whether there is such a blob, which then belongs to the bundle. */
  private boolean has(String digest) {
    return digests.contains(digest) || (blobs.find(digest).isPresent() && digests.add(digest));
  }

  ObjectNode json() {
    return json;
  }

  /** The blobs that it names, each once. */
  SequencedSet<String> digests() {
    return digests;
  }
}
