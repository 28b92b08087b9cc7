package dev.jpm.mirror.transfer;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.key.BundleKey;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.publish.UnusedBlobs;
import dev.jpm.mirror.transfer.BundleManifest.Line;
import dev.jpm.mirror.transfer.BundleRow.AdvisoriesRow;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a bundle in. First its manifest is proven, then that all is here or comes which its rows
 * name, then each blob as it comes; the rows are taken in when nothing is left to be proven. A
 * bundle that is refused leaves nothing, one that was taken in before changes nothing.
 */
public final class BundleReader {
  private static final int SIGNATURE = 64;
  private static final int SHORT = 16;

  private final MetadataStore metadata;
  private final BlobStore blobs;
  private final Path file;
  private final Terms terms;
  private final List<String> added = new ArrayList<>();

  /**
   * What a bundle must be, and where its advisories go.
   *
   * @param trusted one of these must have signed it; where there is none, it need not be signed
   * @param advisories the database of the mirror; null where it has none
   */
  public record Terms(List<BundleKey> trusted, @Nullable Path advisories) {
    public static final Terms NONE = new Terms(List.of(), null);

    public Terms {
      trusted = List.copyOf(trusted);
    }
  }

  /**
   * What was taken in.
   *
   * @param id of the bundle
   * @param added blobs that were not here before
   * @param note what is to be told; empty where nothing is
   */
  public record Taken(String id, int added, String note) {}

  public BundleReader(MetadataStore metadata, BlobStore blobs, Path file, Terms terms) {
    this.metadata = metadata;
    this.blobs = blobs;
    this.file = file;
    this.terms = terms;
  }

  /**
   * Reads all of it.
   *
   * @throws JpmException EINTEGRITY where it is not what somebody trusted has made; ENOENT where it
   *     builds upon another that is not here
   */
  public Taken read() throws IOException {
    boolean whole = false;
    try (BundleEntries entries = new BundleEntries(file);
        Upload manifest = blobs.begin();
        Upload rows = blobs.begin();
        Upload advisories = blobs.begin()) {
      prove(entries, manifest);
      Set<String> coming = coming(manifest, entries.size());
      try (BundleManifest.Reader lines = lines(manifest)) {
        takeProven(entries, lines.next().orElseThrow(), rows);
        AdvisoriesRow database = check(rows, coming, lines.base());
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
          take(entries, line.get(), advisories);
        }
        entries.end();
        takeRows(rows);
        whole = true;
        return new Taken(manifest.sha512(), added.size(), place(database, advisories));
      }
    } catch (BrokenBundleException e) {
      throw JpmException.of(
          ErrorCode.EINTEGRITY, file + " is no whole bundle: " + e.getMessage(), e);
    } finally {
      if (!whole) {
        UnusedBlobs unused = new UnusedBlobs(blobs, metadata);
        added.forEach(unused::removeUnused);
      }
    }
  }

  /** Reads the manifest and its signature. */
  private void prove(BundleEntries entries, Upload manifest) throws IOException {
    if (!entries.next().equals(BundleManifest.NAME)) {
      throw new BrokenBundleException("it does not begin with its manifest");
    }
    entries.take(BundleManifest.NAME, entries.size(), manifest);
    ByteArrayOutputStream signature = new ByteArrayOutputStream();
    if (entries.next().equals(BundleManifest.SIGNATURE)) {
      entries.take(BundleManifest.SIGNATURE, SIGNATURE, signature);
    }
    byte[] statement = BundleManifest.statement(manifest.sha512());
    if (!terms.trusted().isEmpty()
        && terms.trusted().stream()
            .noneMatch(key -> key.verifies(signature.toByteArray(), statement))) {
      throw JpmException.of(
          ErrorCode.EINTEGRITY,
          file
              + (signature.size() == 0
                  ? " is not signed"
                  : " is signed by no key that is trusted, or was changed after that"));
    }
  }

  private static BundleManifest.Reader lines(Upload manifest) throws IOException {
    return new BundleManifest.Reader(Channels.newInputStream(manifest.reader()));
  }

  /** The digests of what the bundle brings, which must have room in it. */
  private static Set<String> coming(Upload manifest, long size) throws IOException {
    Set<String> coming = new HashSet<>();
    long left = size;
    try (BundleManifest.Reader lines = lines(manifest)) {
      boolean first = true;
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        String entry = line.get().entry();
        if (first != BundleManifest.ROWS.equals(entry)) {
          throw new BrokenBundleException("its rows do not come first, once");
        }
        first = false;
        if (entry != null) {
          left -= line.get().size();
          if (left < 0 || !coming.add(line.get().sha512())) {
            throw new BrokenBundleException(entry + " has no room in it");
          }
        }
      }
      if (first) {
        throw new BrokenBundleException("it has no rows");
      }
    }
    return coming;
  }

  /**
   * Sees that all rows can be taken in when what comes is here; answers what they tell of
   * advisories.
   */
  private @Nullable AdvisoriesRow check(Upload rows, Set<String> coming, @Nullable String base)
      throws IOException {
    BundleIntake intake = new BundleIntake(metadata, blobs);
    AdvisoriesRow database = null;
    int missing = 0;
    try (RowReader all = reader(rows)) {
      for (var row = all.next(); row.isPresent(); row = all.next()) {
        if (row.get() instanceof AdvisoriesRow told) {
          database = told;
        }
        boolean here = intake.lacking(row.get()).filter(it -> !coming.contains(it)).isEmpty();
        missing += here ? 0 : 1;
      }
    }
    if (missing > 0 && base == null) {
      throw new BrokenBundleException("its rows name files that it lacks");
    }
    if (missing > 0) {
      throw JpmException.of(
              ErrorCode.ENOENT,
              file
                  + " holds only what is new since the bundle "
                  + shortened(base)
                  + ", of which "
                  + missing
                  + (missing == 1 ? " file is" : " files are")
                  + " not here")
          .withHint("Import that bundle first; jpm mirror export has told its name");
    }
    return database;
  }

  /** As much of a digest as people compare. */
  private static String shortened(@Nullable String id) {
    return id == null ? "" : id.substring(0, SHORT);
  }

  private static RowReader reader(Upload rows) throws IOException {
    return new RowReader(Channels.newInputStream(rows.reader()));
  }

  private void take(BundleEntries entries, Line line, Upload advisories) throws IOException {
    String entry = line.entry();
    if (entry == null) {
      return;
    }
    if (entry.equals(BundleManifest.ADVISORIES)) {
      takeProven(entries, line, advisories);
    } else if (blobs.find(line.sha512()).isPresent()) {
      try (DigestedOutput nowhere = new DigestedOutput(OutputStream.nullOutputStream())) {
        entries.take(entry, line.size(), nowhere);
        assertSame(line, nowhere.sha512());
      }
    } else {
      try (Upload upload = blobs.begin()) {
        takeProven(entries, line, upload);
        upload.keep();
        added.add(line.sha512());
      }
    }
  }

  private static void takeProven(BundleEntries entries, Line line, Upload upload)
      throws IOException {
    entries.take(String.valueOf(line.entry()), line.size(), upload);
    assertSame(line, upload.sha512());
  }

  private static void assertSame(Line line, String sha512) throws BrokenBundleException {
    if (!line.sha512().equals(sha512)) {
      throw new BrokenBundleException("the bytes of " + line.entry() + " are others");
    }
  }

  private void takeRows(Upload rows) throws IOException {
    BundleIntake intake = new BundleIntake(metadata, blobs);
    try (RowReader all = reader(rows)) {
      for (var row = all.next(); row.isPresent(); row = all.next()) {
        intake.take(row.get());
      }
    }
    intake.end();
  }

  /** Puts advisories in their place where they are newer; the answer is why they were not. */
  private String place(@Nullable AdvisoriesRow database, Upload advisories) throws IOException {
    if (database == null || advisories.size() == 0) {
      return "";
    }
    Path path = terms.advisories();
    if (path == null) {
      return "its advisories are left out, as policy.advisories does not say where they belong";
    }
    if (Files.isDirectory(path)) {
      return "its advisories are left out, as " + path + " is a folder";
    }
    AdvisoryFile here = new AdvisoryFile(path);
    if (!here.isThere() || here.modified().isBefore(database.modified())) {
      here.replace(advisories.reader(), database.modified());
    }
    return "";
  }
}
