package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.fs.FileErrors;
import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.key.BundleSigner;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.transfer.BundleManifest.Earlier;
import dev.jpm.mirror.transfer.BundleManifest.Line;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes all that a mirror holds into one file, or all that an earlier one lacks; the same content
 * gives the same bytes. Nothing in it is compressed, so that it can only be as large as it looks.
 */
public final class BundleWriter {
  private final MetadataStore metadata;
  private final BlobStore blobs;
  private final Wishes wishes;

  /**
   * How a bundle is to be.
   *
   * @param since the bundle that the other side has, or its manifest; null where it has none
   * @param signer null where it is not signed
   * @param advisories the database of the mirror; null where it has none
   */
  public record Wishes(
      @Nullable Path since, @Nullable BundleSigner signer, @Nullable Path advisories) {
    public static final Wishes NONE = new Wishes(null, null, null);
  }

  /**
   * What was written.
   *
   * @param id of the bundle
   * @param files blobs in it
   * @param held blobs that an earlier bundle has
   */
  public record Written(String id, int files, int held) {}

  public BundleWriter(MetadataStore metadata, BlobStore blobs, Wishes wishes) {
    this.metadata = metadata;
    this.blobs = blobs;
    this.wishes = wishes;
  }

  /** Writes {@code file}, which is whole when it appears. */
  public Written write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    List<Path> unfinished = new ArrayList<>();
    for (String part : List.of("unfinished", "rows", "manifest", "advisories")) {
      unfinished.add(target.resolveSibling(target.getFileName() + "." + part));
    }
    try {
      Written written = write(new Parts(unfinished), earlier());
      Files.move(unfinished.getFirst(), target, StandardCopyOption.ATOMIC_MOVE);
      return written;
    } finally {
      for (Path each : unfinished) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** The files of which a bundle is made, the first being itself. */
  private record Parts(Path zip, Path rows, Path manifest, Path advisories) {
    Parts(List<Path> files) {
      this(files.get(0), files.get(1), files.get(2), files.get(3));
    }
  }

  private @Nullable Earlier earlier() {
    Path since = wishes.since();
    if (since == null) {
      return null;
    }
    try {
      return Earlier.read(since);
    } catch (BrokenBundleException e) {
      throw JpmException.of(
          ErrorCode.EINTEGRITY,
          since + " is neither a bundle nor the manifest of one: " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", since);
    }
  }

  private Written write(Parts parts, @Nullable Earlier earlier) throws IOException {
    Set<String> there = earlier == null ? Set.of() : earlier.files();
    SequencedMap<String, Long> named;
    Line advisories = null;
    String rows;
    try (DigestedOutput out = digested(parts.rows())) {
      BundleRows writer = new BundleRows(metadata, blobs, out);
      named = writer.write();
      Path database = wishes.advisories();
      if (database != null && new AdvisoryFile(database).isThere()) {
        advisories = advisories(new AdvisoryFile(database), parts, writer, there);
      }
      rows = out.sha512();
    }
    String id;
    int carried = 0;
    try (DigestedOutput out = digested(parts.manifest())) {
      BundleManifest.begin(earlier == null ? null : earlier.id(), out);
      new Line(BundleManifest.ROWS, rows, Files.size(parts.rows())).write(out);
      for (var blob : named.entrySet()) {
        boolean held = there.contains(blob.getKey());
        carried += held ? 0 : 1;
        (held
                ? Line.held(blob.getKey(), blob.getValue())
                : Line.blob(blob.getKey(), blob.getValue()))
            .write(out);
      }
      if (advisories != null) {
        advisories.write(out);
      }
      id = out.sha512();
    }
    zip(parts, id, named, there);
    return new Written(id, carried, named.size() - carried);
  }

  private static Line advisories(
      AdvisoryFile database, Parts parts, BundleRows rows, Set<String> there) throws IOException {
    try (DigestedOutput out = digested(parts.advisories())) {
      database.writeTo(out);
      String digest = out.sha512();
      rows.write(new BundleRow.AdvisoriesRow(digest, database.modified()));
      long size = Files.size(parts.advisories());
      if (there.contains(digest)) {
        Files.delete(parts.advisories());
        return Line.held(digest, size);
      }
      return new Line(BundleManifest.ADVISORIES, digest, size);
    }
  }

  private void zip(Parts parts, String id, SequencedMap<String, Long> named, Set<String> there)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(parts.zip()));
        ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      add(zip, BundleManifest.NAME, parts.manifest());
      BundleSigner signer = wishes.signer();
      if (signer != null) {
        begin(zip, BundleManifest.SIGNATURE);
        zip.write(signer.sign(BundleManifest.statement(id)));
      }
      add(zip, BundleManifest.ROWS, parts.rows());
      for (String digest : named.keySet()) {
        if (!there.contains(digest)) {
          addBlob(zip, digest);
        }
      }
      if (Files.exists(parts.advisories())) {
        add(zip, BundleManifest.ADVISORIES, parts.advisories());
      }
    }
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    begin(zip, name);
    Files.copy(file, zip);
  }

  private void addBlob(ZipOutputStream zip, String digest) throws IOException {
    Blob blob =
        blobs.find(digest).orElseThrow(() -> new IOException("a file was removed meanwhile"));
    begin(zip, BundleManifest.BLOBS + digest);
    try (DigestedInput in = new DigestedInput(new BufferedInputStream(blob.open()))) {
      in.transferTo(zip);
      if (!in.sha512().equals(digest)) {
        throw JpmException.of(
                ErrorCode.EINTEGRITY, "The storage holds other bytes than it has taken in")
            .withHint("jpm mirror fsck tells which, and --force has them fetched again");
      }
    }
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(AdvisoryFile.NO_TIME);
    zip.putNextEntry(entry);
  }

  private static DigestedOutput digested(Path file) throws IOException {
    return new DigestedOutput(new BufferedOutputStream(Files.newOutputStream(file)));
  }
}
