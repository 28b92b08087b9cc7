package dev.jpm.fetcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The method of a request and what is sent along with it. */
record SentBody(String method, HttpCall.@Nullable Body body) {
  private static final MediaType JSON = MediaType.get("application/json");

  static SentBody of(HttpCall call) {
    return new SentBody(call.method(), call.body());
  }

  void on(Request.Builder builder) {
    if (body == null) {
      // HTTP wants a body of what changes something, be it an empty one.
      builder.method(method, method.equals("POST") ? new Once(new byte[0]) : null);
      return;
    }
    switch (body.purpose()) {
      case QUESTION -> {
        builder.header("content-encoding", "gzip");
        builder.method(method, RequestBody.create(gzip(body.json()), JSON));
      }
      case CHANGE, SERVICE ->
          builder.method(method, new Once(body.json().getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** What changes something: the transport must not send it again of its own accord. */
  private static final class Once extends RequestBody {
    private final byte[] json;

    Once(byte[] json) {
      this.json = json;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return json.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(json);
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
