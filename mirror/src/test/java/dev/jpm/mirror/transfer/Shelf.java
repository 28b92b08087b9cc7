package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.mirror.blob.BlobFolder;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.CachedAttestations;
import dev.jpm.mirror.metadata.CachedDocuments;
import dev.jpm.mirror.metadata.CachedTarballs;
import dev.jpm.mirror.metadata.DatabaseStore;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.mirror.metadata.OwnPackages.Publication;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.metadata.OwnPackages.Standing;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a mirror holds, without one that serves it. */
final class Shelf implements AutoCloseable {
  static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

  private final Path folder;
  private final MetadataStore metadata;
  private final BlobStore blobs;

  Shelf(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.metadata = DatabaseStore.embedded(folder.resolve("metadata.sqlite"));
    this.blobs = BlobFolder.in(folder);
  }

  MetadataStore metadata() {
    return metadata;
  }

  BlobStore blobs() {
    return blobs;
  }

  /** Keeps bytes and tells their digest. */
  String keep(byte[] bytes) throws IOException {
    try (Upload upload = blobs.begin()) {
      upload.write(bytes, 0, bytes.length);
      upload.keep();
      return upload.sha512();
    }
  }

  /** A packument and a tarball of an upstream. */
  Shelf fetched(String name) throws IOException {
    PackageName of = PackageName.parse(name);
    String document = keep(("packument of " + name).getBytes(UTF_8));
    metadata.documents().put(of, new CachedDocuments.Cached(document, "\"tag\"", THEN));
    return tarball(name, "tarball of " + name);
  }

  /** What an upstream attests of a version. */
  Shelf attested(String name, String version) throws IOException {
    String digest = keep(("attested of " + name + "@" + version).getBytes(UTF_8));
    metadata
        .attestations()
        .put(new CachedAttestations.Named(PackageName.parse(name), version, digest));
    return this;
  }

  Shelf tarball(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    CachedTarballs.Cached cached = new CachedTarballs.Cached(keep(bytes), bytes.length);
    metadata.tarballs().put(PackageName.parse(name), name + "-1.0.0.tgz", cached);
    return this;
  }

  /** A package of its own, for its owners alone. */
  Shelf published(String name, String version) throws IOException {
    byte[] bytes = (name + "@" + version).getBytes(UTF_8);
    var manifest = Json.object().put("name", name).put("version", version);
    manifest.putObject("dist").putArray("signatures").addObject().put("keyid", "of this one");
    Release release = new Release(version, manifest, keep(bytes), bytes.length, THEN);
    metadata
        .packages()
        .publish(
            new Publication(
                PackageName.parse(name),
                release,
                Set.of("latest"),
                "# Read me",
                "ann",
                new Standing(false, true),
                List.of(new Attestation("slsa", Json.object().put("proof", version)))));
    return this;
  }

  BundleWriter.Written export(Path file, BundleWriter.Wishes wishes) throws IOException {
    return new BundleWriter(metadata, blobs, wishes).write(file);
  }

  BundleReader.Taken take(Path file, BundleReader.Terms terms) throws IOException {
    return new BundleReader(metadata, blobs, file, terms).read();
  }

  /** The digests of all that is here, and the names of all that is said. */
  Set<String> all() {
    Set<String> all = new TreeSet<>();
    blobs.items().forEach(item -> all.add(item.sha512()));
    metadata.documents().all().keySet().forEach(name -> all.add("document " + name));
    metadata.tarballs().all().forEach(it -> all.add("tarball " + it.file()));
    metadata.attestations().all().forEach(it -> all.add("attested " + it));
    metadata.packages().names().forEach(name -> all.add("package " + name));
    metadata.keys().kept().forEach(key -> all.add("key " + key));
    return all;
  }

  /** Files that are half written. */
  List<Path> unfinished() throws IOException {
    try (var files = Files.list(folder.resolve("unfinished"))) {
      return files.toList();
    }
  }

  @Override
  public void close() {
    metadata.close();
    blobs.close();
  }
}
