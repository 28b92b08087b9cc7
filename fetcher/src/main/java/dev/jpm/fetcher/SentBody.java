package dev.jpm.fetcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The method of a request and what is sent along with it. */
record SentBody(String method, HttpCall.@Nullable Body body) {
  private static final MediaType JSON = MediaType.get("application/json");

  static SentBody of(HttpCall call) {
    return new SentBody(call.method(), call.body());
  }

  void on(Request.Builder builder) {
    if (body == null) {
      builder.method(method, null);
    } else if (body.gzipped()) {
      builder.header("content-encoding", "gzip");
      builder.method(method, RequestBody.create(gzip(body.json()), JSON));
    } else {
      builder.method(method, RequestBody.create(body.json(), JSON));
    }
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no disk behind a byte array.
    }
    return bytes.toByteArray();
  }
}
