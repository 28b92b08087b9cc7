package dev.jpm.mirror.upkeep;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.BlobStore.Item;
import dev.jpm.mirror.config.Operation.Upkeep;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.publish.UnusedBlobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Removes what nothing names, and of what was fetched what nobody has asked for in a long time or
 * what there is no room for. Own packages and packuments stay. May run while the mirror is served.
 */
public final class Cleaning {
  /** Who takes bytes in needs a while until they are named. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final MetadataStore metadata;
  private final BlobStore blobs;
  private final UnusedBlobs unnamed;
  private final Instant now;
  private int removed;
  private long freed;

  private Cleaning(MetadataStore metadata, BlobStore blobs, Instant now) {
    this.metadata = metadata;
    this.blobs = blobs;
    this.unnamed = new UnusedBlobs(blobs, metadata);
    this.now = now;
  }

  /** What came of it, in files and bytes. */
  public record Result(int removed, long freed, long left) {}

  /** Cleans as {@code upkeep} says. */
  public static Result run(MetadataStore metadata, BlobStore blobs, Upkeep upkeep, Instant now) {
    return new Cleaning(metadata, blobs, now).run(upkeep);
  }

  private Result run(Upkeep upkeep) {
    Names names = Names.of(metadata);
    long left = 0;
    List<Item> optional = new ArrayList<>();
    for (Item item : blobs.items()) {
      boolean fetched = !names.tarballs(item.sha512()).isEmpty();
      if (!fetched
          && !names.mustStay(item.sha512())
          && isOlder(item, GRACE)
          && removed(item, names)) {
        continue;
      }
      left += item.size();
      if (fetched && !names.mustStay(item.sha512())) {
        optional.add(item);
      }
    }
    optional.sort(Comparator.comparing(Item::used));
    Duration unusedFor = upkeep.unusedFor();
    for (Item item : optional) {
      boolean unused = unusedFor != null && isOlder(item, unusedFor);
      boolean tooMuch = upkeep.size() > 0 && left > upkeep.size();
      if ((unused || tooMuch) && removed(item, names)) {
        left -= item.size();
      }
    }
    return new Result(removed, freed, left);
  }

  private boolean isOlder(Item item, Duration age) {
    return item.used().plus(age).isBefore(now);
  }

  private boolean removed(Item item, Names names) {
    names
        .tarballs(item.sha512())
        .forEach(named -> metadata.tarballs().remove(named.name(), named.file()));
    // It may have been published or fetched again meanwhile.
    boolean gone = unnamed.removeUnused(item.sha512());
    if (gone) {
      removed++;
      freed += item.size();
    }
    return gone;
  }
}
