package dev.jpm.cache;

import dev.jpm.model.Integrity;
import java.time.Instant;

/**
 * One package in the listing of the store.
 *
 * @param tarballSize in bytes; 0 where only the unpacked package is kept
 * @param unpackedSize in bytes; 0 where only the tarball is kept
 * @param usedAt when it was last asked for; not exact, written in batches
 */
public record StoreEntry(
    Integrity integrity,
    Label label,
    int files,
    long tarballSize,
    long unpackedSize,
    Instant addedAt,
    Instant usedAt) {
  /** What it takes on the disk, in bytes. */
  public long size() {
    return tarballSize + unpackedSize;
  }
}
