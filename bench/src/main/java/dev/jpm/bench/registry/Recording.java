package dev.jpm.bench.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Packuments and tarballs on disk: {@code full/} and {@code abbreviated/} hold {@code name.json}
 * and {@code name.json.gz}, {@code tarballs/} the files by package, {@code sources/} where each
 * came from. Documents name the server that serves them, so a recording belongs to one address.
 */
public final class Recording {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Path folder;
  private final String base;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final Map<String, Body> tarballs = new ConcurrentHashMap<>();

  private Recording(Path folder, String base) {
    this.folder = folder;
    this.base = base;
  }

  /**
   * The recording in {@code folder}, which may be new.
   *
   * @param base the address that its documents name, with a final slash; documents recorded for
   *     another one are written anew
   */
  public static Recording open(Path folder, String base) {
    Recording recording = new Recording(folder, base);
    try {
      recording.rebase();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return recording;
  }

  private void rebase() throws IOException {
    Path mark = folder.resolve("address");
    @Nullable String before = Files.exists(mark) ? Files.readString(mark) : null;
    if (before != null && !before.equals(base)) {
      for (Form form : Form.values()) {
        for (Path file : files(folder.resolve(form.folder()), ".json")) {
          byte[] text = Files.readString(file).replace(before, base).getBytes(UTF_8);
          write(file, text);
          write(gzipped(file), Gzip.of(text));
        }
      }
    }
    write(mark, base.getBytes(UTF_8));
  }

  /** Every package that is recorded. */
  public List<String> names() {
    Path full = folder.resolve(Form.FULL.folder());
    try {
      return files(full, ".json").stream()
          .map(file -> full.relativize(file).toString().replace('\\', '/'))
          .map(file -> file.substring(0, file.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  /** The full document of {@code name} as text. */
  public Path fullDocument(String name) {
    return document(name, Form.FULL);
  }

  /** Tarballs that are recorded. */
  public List<Path> tarballs() {
    try {
      return files(folder.resolve("tarballs"), ".tgz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable Document packument(String name, Form form) {
    String key = form.folder() + "/" + name;
    Document known = documents.get(key);
    if (known != null) {
      return known;
    }
    Path plain = document(name, form);
    if (!Files.exists(plain)) {
      return null;
    }
    try {
      byte[] gzip = Files.readAllBytes(gzipped(plain));
      long changed = Files.getLastModifiedTime(plain).toMillis();
      Body.OnDisk body = new Body.OnDisk(plain, Files.size(plain));
      String etag = "\"" + Long.toHexString(changed) + "-" + Long.toHexString(body.length()) + "\"";
      Document document = new Document(body, new Body.InMemory(gzip), etag);
      documents.put(key, document);
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable Body tarball(String name, String fileName) {
    Path file = tarballFile(name, fileName);
    Body known = tarballs.get(name + "/" + fileName);
    if (known != null) {
      return known;
    }
    try {
      if (!Files.exists(file)) {
        return null;
      }
      Body body = new Body.OnDisk(file, Files.size(file));
      tarballs.put(name + "/" + fileName, body);
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a tarball came from, as the document said that was recorded; null if none did. */
  @Nullable String source(String name, String fileName) {
    Path file = folder.resolve("sources").resolve(name + ".json");
    return Files.exists(file) ? MAPPER.readTree(file).path(fileName).stringValue(null) : null;
  }

  /** Keeps what a registry answered about {@code name}. */
  void keepPackument(String name, ObjectNode document) {
    PackumentForms forms = PackumentForms.of(document, base);
    try {
      write(folder.resolve("sources").resolve(name + ".json"), bytes(forms.tarballs()));
      keep(document(name, Form.ABBREVIATED), bytes(forms.abbreviated()));
      keep(document(name, Form.FULL), bytes(forms.full()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keepTarball(String name, String fileName, byte[] bytes) {
    try {
      write(tarballFile(name, fileName), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keep(Path file, byte[] text) throws IOException {
    write(gzipped(file), Gzip.of(text));
    write(file, text);
  }

  private static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  private Path document(String name, Form form) {
    return inside(folder.resolve(form.folder()), name + ".json");
  }

  private Path tarballFile(String name, String fileName) {
    return inside(folder.resolve("tarballs"), name + "/" + fileName);
  }

  /** Names come from whoever asks; none leads out of the recording. */
  private static Path inside(Path folder, String path) {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder)) {
      throw new IllegalArgumentException(path);
    }
    return file;
  }

  private static Path gzipped(Path file) {
    return file.resolveSibling(file.getFileName() + ".gz");
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
