package dev.jpm.mirror.transfer;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.CachedDocuments;
import dev.jpm.mirror.metadata.CachedTarballs;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.mirror.metadata.OwnPackages.Publication;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.metadata.OwnPackages.Standing;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a bundle in. Blobs come first and are checked by their names, then what speaks of them; a
 * bundle that was taken in before changes nothing.
 */
public final class BundleReader {
  private static final Pattern SHA512 = Pattern.compile("[0-9a-f]{128}");

  private final MetadataStore metadata;
  private final BlobStore blobs;
  private final Path file;
  private int added;

  public BundleReader(MetadataStore metadata, BlobStore blobs, Path file) {
    this.metadata = metadata;
    this.blobs = blobs;
    this.file = file;
  }

  /** Reads all of it; the answer is the number of blobs that were not here before. */
  public int read() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
      ZipEntry first = zip.getNextEntry();
      if (first == null || !first.getName().equals(BundleWriter.INDEX)) {
        throw broken("it does not begin with its index");
      }
      ObjectNode index = Json.parse(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      if (index.path("format").asInt(0) != BundleIndex.FORMAT) {
        throw broken("a release of jpm that is newer has written it");
      }
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        keep(entry.getName(), zip);
      }
      index.path("documents").forEach(this::document);
      index.path("tarballs").forEach(this::tarball);
      index.path("keys").forEach(key -> metadata.keys().keep(List.of(key.asObject())));
      index.path("packages").forEach(this::own);
    }
    return added;
  }

  private void keep(String entry, InputStream in) throws IOException {
    String digest =
        entry.startsWith(BundleWriter.BLOBS) ? entry.substring(BundleWriter.BLOBS.length()) : "";
    if (!SHA512.matcher(digest).matches()) {
      throw broken("it holds " + entry);
    }
    if (blobs.find(digest).isPresent()) {
      return;
    }
    try (Upload upload = blobs.begin()) {
      in.transferTo(upload);
      if (!upload.sha512().equals(digest)) {
        throw broken("the bytes of " + entry + " are others");
      }
      upload.keep();
      added++;
    }
  }

  /** What is newer here stays; a name of our own is never an upstream's. */
  private void document(JsonNode told) {
    PackageName name = name(told);
    Instant checked = Instant.ofEpochMilli(told.path("checked").asLong(0));
    boolean newer =
        metadata
            .documents()
            .find(name)
            .filter(here -> here.digest() != null && !here.checkedAt().isBefore(checked))
            .isEmpty();
    if (newer && !metadata.packages().has(name)) {
      String etag = told.path("etag").asString("");
      metadata
          .documents()
          .put(
              name,
              new CachedDocuments.Cached(digest(told), etag.isEmpty() ? null : etag, checked));
    }
  }

  private void tarball(JsonNode told) {
    PackageName name = name(told);
    if (!metadata.packages().has(name)) {
      long size = told.path("size").asLong(0);
      metadata
          .tarballs()
          .put(name, told.path("file").asString(""), new CachedTarballs.Cached(digest(told), size));
    }
  }

  private void own(JsonNode told) {
    OwnPackages packages = metadata.packages();
    PackageName name = name(told);
    boolean fresh = packages.find(name).isEmpty();
    String owner = told.path("owners").path(0).asString("");
    Standing standing = new Standing(false, told.path("restricted").asBoolean(false));
    Instant last = Instant.EPOCH;
    boolean changed = false;
    for (JsonNode each : told.path("releases")) {
      last = Instant.ofEpochMilli(each.path("published").asLong(0));
      if (each.path("manifest").path("dist") instanceof ObjectNode dist) {
        dist.remove("signatures"); // Nobody here knows the other mirror's key.
      }
      Release release =
          new Release(
              each.path("version").asString(""),
              each.path("manifest") instanceof ObjectNode manifest ? manifest : Json.object(),
              digest(each),
              each.path("size").asLong(0),
              last);
      changed |=
          packages.publish(
                  new Publication(
                      name,
                      release,
                      Set.of(),
                      told.path("readme").asString(""),
                      owner,
                      standing,
                      attestations(each)))
              == OwnPackages.Published.DONE;
    }
    if (changed) {
      for (var tag : told.path("tags").properties()) {
        packages.tag(name, tag.getKey(), tag.getValue().asString(""), last);
      }
    }
    if (fresh && changed) {
      packages.setOwners(
          name, told.path("owners").valueStream().map(it -> it.asString("")).toList(), last);
    }
  }

  private static List<Attestation> attestations(JsonNode release) {
    return release
        .path("attestations")
        .valueStream()
        .map(it -> new Attestation(it.path("type").asString(""), it.path("bundle").asObject()))
        .toList();
  }

  private static PackageName name(JsonNode told) {
    return PackageName.parse(told.path("name").asString(""));
  }

  private String digest(JsonNode told) {
    String digest = told.path("digest").asString("");
    if (!SHA512.matcher(digest).matches() || blobs.find(digest).isEmpty()) {
      throw broken("it lacks the bytes of " + told.path("name").asString(""));
    }
    return digest;
  }

  private JpmException broken(String why) {
    return JpmException.of(ErrorCode.EINTEGRITY, file + " is no whole bundle: " + why);
  }
}
