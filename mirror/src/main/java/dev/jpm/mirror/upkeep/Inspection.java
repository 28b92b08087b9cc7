package dev.jpm.mirror.upkeep;

import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.BlobStore.Item;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads all that is stored again, and looks whether all that is named is there. */
public final class Inspection {
  private final MetadataStore metadata;
  private final BlobStore blobs;
  private final boolean repair;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> whole = new HashSet<>();

  private Inspection(MetadataStore metadata, BlobStore blobs, boolean repair) {
    this.metadata = metadata;
    this.blobs = blobs;
    this.repair = repair;
  }

  /**
   * What was found.
   *
   * @param read how many files
   * @param problems a sentence each
   */
  public record Result(int read, List<String> problems) {}

  /**
   * Looks at everything.
   *
   * @param repair whether what is broken is forgotten, so that it is fetched again
   */
  public static Result run(MetadataStore metadata, BlobStore blobs, boolean repair) {
    return new Inspection(metadata, blobs, repair).run();
  }

  private Result run() {
    List<Item> items = blobs.items();
    for (Item item : items) {
      if (isWhole(item.sha512())) {
        whole.add(item.sha512());
      } else {
        problems.add(item.sha512() + " holds other bytes than it should");
        if (repair) {
          blobs.remove(item.sha512());
        }
      }
    }
    Names names = Names.of(metadata);
    names.documents().forEach((digest, owners) -> missing(digest, "the packument of " + owners));
    names
        .tarballs()
        .forEach((digest, tarballs) -> {
          if (missing(digest, "the tarball " + tarballs.getFirst().file()) && repair) {
            tarballs.forEach(named -> metadata.tarballs().remove(named.name(), named.file()));
          }
        });
    names
        .attestations()
        .forEach((digest, attested) -> {
          String first = attested.getFirst().name() + "@" + attested.getFirst().version();
          if (missing(digest, "what is attested of " + first) && repair) {
            attested.forEach(
                named -> metadata.attestations().remove(named.name(), named.version()));
          }
        });
    names
        .releases()
        .forEach((digest, releases) ->
            missing(digest, "the own tarball of " + releases + ", which only a backup has"));
    return new Result(items.size(), List.copyOf(problems));
  }

  private boolean missing(String digest, String what) {
    boolean missing = !whole.contains(digest);
    if (missing) {
      problems.add(digest.substring(0, 12) + "… is not there: " + what);
    }
    return missing;
  }

  private boolean isWhole(String digest) {
    Optional<Blob> blob = blobs.find(digest);
    MessageDigest sha = Algorithm.SHA512.digest();
    try (InputStream in = blob.orElseThrow(() -> new IOException("it is gone")).open();
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
      in.transferTo(out);
    } catch (IOException unreadable) {
      return false;
    }
    return HexFormat.of().formatHex(sha.digest()).equals(digest);
  }
}
