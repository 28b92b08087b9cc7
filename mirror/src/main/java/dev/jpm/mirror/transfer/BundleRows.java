package dev.jpm.mirror.transfer;

import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.transfer.BundleRow.AttestationRow;
import dev.jpm.mirror.transfer.BundleRow.DocumentRow;
import dev.jpm.mirror.transfer.BundleRow.KeyRow;
import dev.jpm.mirror.transfer.BundleRow.PackageRow;
import dev.jpm.mirror.transfer.BundleRow.ReleaseRow;
import dev.jpm.mirror.transfer.BundleRow.TarballRow;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Writes the rows of a mirror, and finds out which blobs they name. */
final class BundleRows {
  private final MetadataStore metadata;
  private final BlobStore blobs;
  private final OutputStream out;
  private final SequencedMap<String, Long> named = new LinkedHashMap<>();

  BundleRows(MetadataStore metadata, BlobStore blobs, OutputStream out) {
    this.metadata = metadata;
    this.blobs = blobs;
    this.out = out;
  }

  /** Writes the row of all that is here with its bytes; the answer is the sizes of its blobs. */
  SequencedMap<String, Long> write() throws IOException {
    for (var document : metadata.documents().all().entrySet()) {
      String digest = document.getValue().digest();
      if (digest != null && has(digest)) {
        write(
            new DocumentRow(
                document.getKey(),
                digest,
                document.getValue().etag(),
                document.getValue().checkedAt()));
      }
    }
    for (var tarball : metadata.tarballs().all()) {
      if (has(tarball.cached().digest())) {
        write(new TarballRow(tarball.name(), tarball.file(), tarball.cached()));
      }
    }
    for (var attestation : metadata.attestations().all()) {
      if (has(attestation.digest())) {
        write(new AttestationRow(attestation));
      }
    }
    for (ObjectNode key : metadata.keys().kept()) {
      write(new KeyRow(key));
    }
    Set<PackageName> restricted = metadata.grants().restricted();
    for (PackageName name : metadata.packages().names()) {
      Optional<OwnPackage> own = metadata.packages().find(name);
      if (own.isPresent()) {
        write(PackageRow.of(own.get(), restricted.contains(name)));
        writeReleases(name);
      }
    }
    return named;
  }

  private void writeReleases(PackageName name) throws IOException {
    OwnPackages packages = metadata.packages();
    for (Release release : packages.releases(name)) {
      if (release.manifest() != null && has(release.digest())) {
        write(new ReleaseRow(name, release, packages.attestations(name, release.version())));
      }
    }
  }

  void write(BundleRow row) throws IOException {
    BundleManifest.writeLine(row.json(), out);
  }

  /** Whether there is such a blob, which then belongs to the bundle. */
  private boolean has(String digest) {
    if (named.containsKey(digest)) {
      return true;
    }
    Optional<Blob> blob = blobs.find(digest);
    blob.ifPresent(found -> named.put(digest, found.size()));
    return blob.isPresent();
  }
}
