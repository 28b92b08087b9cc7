package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.mirror.http.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bundle says of itself: a line of JSON for the bundle, then one for each file. Files that
 * an earlier bundle brought are named, but not in it. A bundle goes by the SHA-512 of this text,
 * and that is what is signed.
 */
final class BundleManifest {
  static final int FORMAT = 2;
  static final String NAME = "manifest.ndjson";
  static final String SIGNATURE = "manifest.sig";
  static final String ROWS = "rows.ndjson";
  static final String ADVISORIES = "advisories.zip";
  static final String BLOBS = "blobs/";

  private static final Pattern SHA512 = Pattern.compile("[0-9a-f]{128}");
  private static final int LINE = 4096;

  private BundleManifest() {}

  /**
   * A line about a file.
   *
   * @param entry what it is called in the zip; null where an earlier bundle has brought it
   */
  record Line(@Nullable String entry, String sha512, long size) {
    static Line blob(String sha512, long size) {
      return new Line(BLOBS + sha512, sha512, size);
    }

    static Line held(String sha512, long size) {
      return new Line(null, sha512, size);
    }

    void write(OutputStream out) throws IOException {
      ObjectNode json = Json.object();
      if (entry == null) {
        json.put("held", true);
      } else {
        json.put("entry", entry);
      }
      writeLine(json.put("sha512", sha512).put("size", size), out);
    }
  }

  /** Writes the line about the bundle; {@code base} is the one that it builds upon. */
  static void begin(@Nullable String base, OutputStream out) throws IOException {
    ObjectNode json = Json.object().put("format", FORMAT);
    if (base != null) {
      json.put("base", base);
    }
    writeLine(json, out);
  }

  static void writeLine(ObjectNode json, OutputStream out) throws IOException {
    out.write(json.toString().getBytes(UTF_8));
    out.write('\n');
  }

  /** What is signed: the line that {@code sha512sum} prints of the manifest. */
  static byte[] statement(String sha512) {
    return (sha512 + "  " + NAME + "\n").getBytes(UTF_8);
  }

  static boolean isDigest(String text) {
    return SHA512.matcher(text).matches();
  }

  /** Reads one line after the other, and refuses what is no manifest. */
  static final class Reader implements AutoCloseable {
    private final JsonLines lines;
    private final @Nullable String base;

    /**
     * Begins to read.
     *
     * @throws BrokenBundleException where it does not begin as a manifest
     */
    Reader(InputStream in) throws IOException {
      this.lines = new JsonLines(in, LINE);
      ObjectNode head = lines.next().orElseThrow(() -> broken("its manifest is empty"));
      if (head.path("format").asInt(0) != FORMAT) {
        throw broken("another release of jpm has written it");
      }
      this.base = head.has("base") ? digest(head, "base") : null;
    }

    /** The bundle that this one builds upon; null where it holds everything. */
    @Nullable String base() {
      return base;
    }

    /** The next file. */
    Optional<Line> next() throws IOException {
      Optional<ObjectNode> read = lines.next();
      return read.isEmpty() ? Optional.empty() : Optional.of(line(read.get()));
    }

    private Line line(ObjectNode json) throws BrokenBundleException {
      String digest = digest(json, "sha512");
      long size = json.path("size").asLong(-1);
      boolean held = json.path("held").asBoolean(false);
      String entry = json.path("entry").asString("");
      boolean known =
          entry.equals(BLOBS + digest) || entry.equals(ROWS) || entry.equals(ADVISORIES);
      if (size < 0 || held == known || held != entry.isEmpty() || (held && base == null)) {
        throw broken("its manifest has a line that makes no sense: " + json);
      }
      return new Line(held ? null : entry, digest, size);
    }

    private static String digest(ObjectNode json, String key) throws BrokenBundleException {
      String digest = json.path(key).asString("");
      if (!isDigest(digest)) {
        throw broken("its manifest has a line that makes no sense: " + json);
      }
      return digest;
    }

    private static BrokenBundleException broken(String why) {
      return new BrokenBundleException(why);
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  /**
   * An earlier bundle, as a later one builds upon it.
   *
   * @param id by which it is named
   * @param files that it brought, or those before it
   */
  record Earlier(String id, Set<String> files) {
    /** What {@code file}, a bundle or the manifest out of one, tells. */
    static Earlier read(Path file) throws IOException {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        in.mark(1);
        boolean zip = in.read() == 'P';
        in.reset();
        return zip ? inside(new ZipInputStream(in, UTF_8)) : of(in);
      }
    }

    private static Earlier inside(ZipInputStream zip) throws IOException {
      ZipEntry first = zip.getNextEntry();
      if (first == null || !first.getName().equals(NAME)) {
        throw new BrokenBundleException("it does not begin with its manifest");
      }
      return of(zip);
    }

    private static Earlier of(InputStream in) throws IOException {
      DigestedInput digested = new DigestedInput(in);
      Set<String> files = new HashSet<>();
      try (Reader reader = new Reader(digested)) {
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
          files.add(line.get().sha512());
        }
      }
      return new Earlier(digested.sha512(), files);
    }
  }
}
