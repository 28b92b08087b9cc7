package dev.jpm.mirror.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A request's body, decoded and never more than was allowed: what a few compressed bytes unfold to
 * counts, not what was sent.
 */
public final class BodyStream extends FilterInputStream {
  private long left;

  private BodyStream(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  /** More bytes came than were allowed. */
  public static final class TooLargeException extends IOException {
    TooLargeException() {
      super("the body is too large");
    }
  }

  /** The body of {@code call}, at most {@code limit} bytes of it. */
  public static BodyStream of(Call call, long limit) {
    String encoding = call.headerOrEmpty("content-encoding").strip().toLowerCase(Locale.ROOT);
    try {
      return switch (encoding) {
        case "", "identity" -> new BodyStream(call.body(), limit);
        case "gzip", "x-gzip" -> new BodyStream(new GZIPInputStream(call.body()), limit);
        default -> throw new HttpProblem(415, "content-encoding " + encoding + " is not known");
      };
    } catch (ZipException e) {
      throw HttpProblem.badRequest("the body is not gzip");
    } catch (IOException e) {
      throw HttpProblem.badRequest("the body ended too early");
    }
  }

  /** Lets {@code bytes} more come. */
  public void allow(long bytes) {
    left += bytes;
  }

  /** Takes back what was allowed and did not come. */
  public void limit(long bytes) {
    left = Math.min(left, bytes);
  }

  public long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new TooLargeException();
    }
  }
}
