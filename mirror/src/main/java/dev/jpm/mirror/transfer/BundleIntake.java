package dev.jpm.mirror.transfer;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.metadata.CachedAttestations;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.Publication;
import dev.jpm.mirror.metadata.OwnPackages.Standing;
import dev.jpm.mirror.transfer.BundleRow.AdvisoriesRow;
import dev.jpm.mirror.transfer.BundleRow.AttestationRow;
import dev.jpm.mirror.transfer.BundleRow.DocumentRow;
import dev.jpm.mirror.transfer.BundleRow.KeyRow;
import dev.jpm.mirror.transfer.BundleRow.PackageRow;
import dev.jpm.mirror.transfer.BundleRow.ReleaseRow;
import dev.jpm.mirror.transfer.BundleRow.TarballRow;
import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a bundle in, one after the other. What is newer here stays, and a name that is
 * our own is never an upstream's.
 */
final class BundleIntake {
  private final MetadataStore metadata;
  private final BlobStore blobs;
  private @Nullable Own own;

  BundleIntake(MetadataStore metadata, BlobStore blobs) {
    this.metadata = metadata;
    this.blobs = blobs;
  }

  /** The package of which versions come. */
  private static final class Own {
    private final PackageRow row;
    private final boolean fresh;
    private boolean changed;
    private Instant last = Instant.EPOCH;

    Own(PackageRow row, boolean fresh) {
      this.row = row;
      this.fresh = fresh;
    }
  }

  /** The blob that must be here for {@code row} to be taken in, and is not; empty where all is. */
  Optional<String> lacking(BundleRow row) {
    String digest =
        switch (row) {
          case DocumentRow document when wanted(document) -> document.digest();
          case TarballRow tarball when wanted(tarball) -> tarball.cached().digest();
          case AttestationRow(var named) when wanted(named) -> named.digest();
          case ReleaseRow release when wanted(release) -> release.release().digest();
          case DocumentRow _, TarballRow _, AttestationRow _, ReleaseRow _ -> "";
          case KeyRow _, AdvisoriesRow _, PackageRow _ -> "";
        };
    return digest.isEmpty() || blobs.find(digest).isPresent()
        ? Optional.empty()
        : Optional.of(digest);
  }

  private boolean wanted(DocumentRow row) {
    return !metadata.packages().has(row.name())
        && metadata
            .documents()
            .find(row.name())
            .filter(here -> here.digest() != null && !here.checkedAt().isBefore(row.checked()))
            .isEmpty();
  }

  private boolean wanted(TarballRow row) {
    return !metadata.packages().has(row.name());
  }

  private boolean wanted(CachedAttestations.Named named) {
    return !metadata.packages().has(named.name());
  }

  private boolean wanted(ReleaseRow row) {
    return metadata.packages().release(row.name(), row.release().version()).isEmpty();
  }

  /** Takes one in, all that it names being here. */
  void take(BundleRow row) {
    if (!(row instanceof ReleaseRow)) {
      end();
    }
    switch (row) {
      case DocumentRow document -> {
        if (wanted(document)) {
          metadata.documents().put(document.name(), document.cached());
        }
      }
      case TarballRow tarball -> {
        if (wanted(tarball)) {
          metadata.tarballs().put(tarball.name(), tarball.file(), tarball.cached());
        }
      }
      case AttestationRow(var named) -> {
        if (wanted(named)) {
          metadata.attestations().put(named);
        }
      }
      case KeyRow key -> metadata.keys().keep(List.of(key.told()));
      case AdvisoriesRow _ -> {} // A file, not a row.
      case PackageRow one -> own = new Own(one, metadata.packages().find(one.name()).isEmpty());
      case ReleaseRow release -> publish(release);
    }
  }

  private void publish(ReleaseRow release) {
    Own of = own;
    if (of == null) {
      throw new IllegalStateException("a version without its package was to be refused before");
    }
    of.last = release.release().published();
    of.changed |=
        metadata
                .packages()
                .publish(
                    new Publication(
                        release.name(),
                        release.release(),
                        Set.of(),
                        of.row.readme(),
                        of.row.owners().getFirst(),
                        new Standing(false, of.row.restricted()),
                        release.attestations()))
            == OwnPackages.Published.DONE;
  }

  /** Ends what the last row has begun. */
  void end() {
    Own of = own;
    own = null;
    if (of == null || !of.changed) {
      return;
    }
    PackageName name = of.row.name();
    of.row.tags().forEach((tag, version) -> metadata.packages().tag(name, tag, version, of.last));
    if (of.fresh) {
      metadata.packages().setOwners(name, of.row.owners(), of.last);
    }
  }
}
