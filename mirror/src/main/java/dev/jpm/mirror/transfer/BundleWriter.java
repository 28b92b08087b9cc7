package dev.jpm.mirror.transfer;

import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.metadata.MetadataStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes all that a mirror holds into one file; the same content gives the same bytes. */
public final class BundleWriter {
  static final String INDEX = "bundle.json";
  static final String BLOBS = "blobs/";

  private final MetadataStore metadata;
  private final BlobStore blobs;

  public BundleWriter(MetadataStore metadata, BlobStore blobs) {
    this.metadata = metadata;
    this.blobs = blobs;
  }

  /** Writes {@code file}, which is whole when it appears; the answer is the number of blobs. */
  public int write(Path file) throws IOException {
    BundleIndex index = BundleIndex.of(metadata, blobs);
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished));
          ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
        begin(zip, INDEX);
        zip.write(index.json().toString().getBytes(StandardCharsets.UTF_8));
        // What follows is compressed already.
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (String digest : index.digests()) {
          Optional<Blob> blob = blobs.find(digest);
          if (blob.isPresent()) {
            begin(zip, BLOBS + digest);
            blob.get().copy(0, blob.get().size(), zip);
          }
        }
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return index.digests().size();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
  }
}
