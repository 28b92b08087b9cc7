package dev.jpm.mirror.packument;

import dev.jpm.fs.Folders;
import dev.jpm.model.Integrity.Algorithm;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Packuments as they are sent: made when first asked for, then kept as gzip files, those that were
 * sent last in memory too. A form depends on the address that the client uses; only a few addresses
 * are kept, as a client may write any.
 */
public final class Forms {
  private static final int ADDRESSES = 8;

  private final Path folder;
  private final RecentForms recent = new RecentForms(Runtime.getRuntime().maxMemory() / 8);
  private final Map<String, Path> byAddress = new LinkedHashMap<>(16, 0.75f, true);
  private final ConcurrentMap<Path, Object> locks = new ConcurrentHashMap<>();

  /** Forms in {@code folder}, which is emptied: they cost less than knowing what is old. */
  public Forms(Path folder) {
    this.folder = folder;
    Folders.remove(folder);
  }

  /**
   * A packument in one form.
   *
   * @param size of its bytes, gzipped
   */
  public record Made(String etag, long size, Source source) {
    /** Its bytes, gzipped. */
    public InputStream open() throws IOException {
      return source.open();
    }
  }

  /** Opens the bytes of a form. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  /** How often a form is made again that another request takes away as out of date. */
  private static final int TRIES = 5;

  /** The form of {@code document} for clients that reach the mirror at {@code base}. */
  public Made of(Document document, Form form, String base) {
    RecentForms.Key key = new RecentForms.Key(document.name(), form, base);
    RecentForms.Kept known = recent.find(key, document.id());
    if (known != null) {
      return known.made();
    }
    try {
      String etag =
          "W/\"%s-%s-%s\"".formatted(document.id(), form.word(), digest(base).substring(0, 8));
      long size = again(document, form, base, Files::size);
      if (!recent.hasRoomFor(size)) {
        return new Made(etag, size, () -> again(document, form, base, Files::newInputStream));
      }
      byte[] bytes = again(document, form, base, Files::readAllBytes);
      Made made = new Made(etag, bytes.length, () -> new ByteArrayInputStream(bytes));
      recent.put(key, new RecentForms.Kept(document.id(), made));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is done with a form's file while it is there. */
  @FunctionalInterface
  private interface Use<T> {
    T of(Path file) throws IOException;
  }

  /** One that is newer, or of another address, may take the file away at any moment. */
  private <T> T again(Document document, Form form, String base, Use<T> use) throws IOException {
    for (int left = TRIES; ; left--) {
      try {
        return use.of(file(document, form, base));
      } catch (NoSuchFileException gone) {
        if (left == 0) {
          throw gone;
        }
      }
    }
  }

  private Path file(Document document, Form form, String base) throws IOException {
    Path file =
        folderOf(base)
            .resolve(digest(document.name().value()).substring(0, 32))
            .resolve(form.word() + "-" + document.id());
    if (!Files.exists(file)) {
      synchronized (locks.computeIfAbsent(file, _ -> new Object())) {
        if (!Files.exists(file)) {
          make(document, form, base, file);
        }
      }
      locks.remove(file);
    }
    return file;
  }

  private void make(Document document, Form form, String base, Path file) throws IOException {
    Folders.createParent(file);
    Path unfinished = file.resolveSibling("." + ThreadLocalRandom.current().nextLong());
    try {
      try (OutputStream out = new Gzip(Files.newOutputStream(unfinished))) {
        FormWriter.write(
            document,
            form,
            base,
            new BufferedOutputStream(out, 32 * 1024) {
              @Override
              public void close() throws IOException {
                flush();
              }
            });
      }
      Path parent = file.getParent();
      for (Path old : parent == null ? java.util.List.<Path>of() : Folders.entries(parent)) {
        if (old.getFileName().toString().startsWith(form.word() + "-")) {
          Folders.remove(old);
        }
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private synchronized Path folderOf(String base) {
    Path known =
        byAddress.computeIfAbsent(base, _ -> folder.resolve(digest(base).substring(0, 32)));
    if (byAddress.size() > ADDRESSES) {
      String oldest = byAddress.keySet().iterator().next();
      Path old = byAddress.remove(oldest);
      if (old != null) {
        Folders.remove(old);
      }
    }
    return known;
  }

  private static String digest(String text) {
    MessageDigest sha = Algorithm.SHA256.digest();
    return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is made once and sent often may cost a little more. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, 32 * 1024);
      def.setLevel(Deflater.DEFAULT_COMPRESSION);
    }
  }
}
