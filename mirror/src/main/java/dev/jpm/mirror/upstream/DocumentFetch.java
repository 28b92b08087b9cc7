package dev.jpm.mirror.upstream;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.metadata.CachedDocuments.Cached;
import dev.jpm.mirror.packument.PackumentText;
import dev.jpm.mirror.packument.PackumentVisitor;
import dev.jpm.model.PackageName;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks an upstream for a packument and takes it in while it comes. What is no packument of that
 * package is a failure of the upstream, as a page of a proxy or an empty answer is.
 */
record DocumentFetch(BlobStore blobs, InstantSource clock) {
  /** Twenty times the largest that is known. */
  private static final long LARGEST = 512L << 20;

  /** What the upstream says now; {@code before} is what it said last. */
  Cached ask(PackageName name, Upstream upstream, @Nullable Cached before) throws IOException {
    String etag = before == null || before.digest() == null ? null : before.etag();
    Map<String, String> headers =
        etag == null
            ? Map.of("accept", "application/json")
            : Map.of("accept", "application/json", "if-none-match", etag);
    return upstream.packument(name, headers, response -> read(name, before, response));
  }

  private Cached read(PackageName name, @Nullable Cached before, Response response)
      throws IOException {
    return switch (response.code()) {
      case 200 -> new Cached(store(name, response), response.header("etag"), clock.instant());
      case 304 -> {
        if (before == null) {
          throw new IOException("304 without having been asked so");
        }
        yield new Cached(before.digest(), before.etag(), clock.instant());
      }
      case 404, 410 -> new Cached(null, null, clock.instant());
      default -> throw new IOException("the upstream answered " + response.code());
    };
  }

  private String store(PackageName name, Response response) throws IOException {
    try (Upload upload = blobs.begin()) {
      NameCheck check = new NameCheck();
      try (OutputStream gzip = new GZIPOutputStream(new Open(upload), 32 * 1024);
          InputStream in = new Tee(response.body().byteStream(), gzip)) {
        PackumentText.read(in, check);
      }
      if (!name.value().equals(check.found)) {
        throw new IOException("the upstream's answer is no packument of " + name);
      }
      String digest = upload.sha512();
      upload.keep();
      return digest;
    }
  }

  private static final class NameCheck implements PackumentVisitor {
    private @Nullable String found;

    @Override
    public void field(String field, JsonNode value) {
      if (field.equals("name")) {
        found = value.asString("");
      }
    }

    @Override
    public boolean wants(String version) {
      return false;
    }

    @Override
    public void release(String version, ObjectNode manifest) {
      throw new IllegalStateException("nothing was wanted");
    }
  }

  /** Leaves the upload open when what writes to it is closed. */
  private static final class Open extends OutputStream {
    private final Upload upload;

    Open(Upload upload) {
      this.upload = upload;
    }

    @Override
    public void write(int value) throws IOException {
      upload.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      upload.write(bytes, offset, length);
    }
  }

  /** Copies what is read. */
  private static final class Tee extends FilterInputStream {
    private final OutputStream copy;
    private long size;

    Tee(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      throw new IOException("only whole buffers are read");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        size += read;
        if (size > LARGEST) {
          throw new IOException("the upstream's answer is too large");
        }
        copy.write(bytes, offset, read);
      }
      return read;
    }
  }
}
