package dev.jpm.mirror.blob;

import java.time.Instant;
import java.util.List;

/** All that a store holds, one by one. */
public interface BlobInventory {
  /**
   * A blob.
   *
   * @param used when somebody last asked for it, to a day
   */
  record Item(String sha512, long size, Instant used) {}

  List<Item> items();
}
