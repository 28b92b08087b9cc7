package dev.jpm.fetcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GunzipStreamTest {
  @Test
  void decodesSeveralMembersAsOneText() throws IOException {
    assertThat(decoded(join(gzip("one "), gzip("two")))).isEqualTo("one two");
  }

  @Test
  void passesOnWhatIsNotGzip() throws IOException {
    assertThat(decoded("plain".getBytes(UTF_8))).isEqualTo("plain");
    assertThat(decoded(new byte[] {'x'})).isEqualTo("x");
    assertThat(decoded(new byte[0])).isEmpty();
  }

  @Test
  void takesZerosAfterTheEndForPadding() throws IOException {
    assertThat(decoded(join(gzip("text"), new byte[100]))).isEqualTo("text");
  }

  @Test
  void refusesOtherBytesAfterTheEnd() {
    assertThatThrownBy(() -> decoded(join(gzip("text"), "garbage".getBytes(UTF_8))))
        .isInstanceOf(ZipException.class)
        .hasMessage("incorrect header check");
  }

  @Test
  void refusesWhatEndsTooEarly() {
    byte[] whole = gzip("text");

    assertThatThrownBy(() -> decoded(Arrays.copyOf(whole, whole.length - 9)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> decoded(Arrays.copyOf(whole, 5))).isInstanceOf(EOFException.class);
  }

  @Test
  void refusesAWrongChecksum() {
    byte[] bytes = gzip("text");
    bytes[bytes.length - 6] ^= 1;

    assertThatThrownBy(() -> decoded(bytes))
        .isInstanceOf(ZipException.class)
        .hasMessage("incorrect data check");
  }

  @Test
  void refusesWhatGrowsBeyondMeasure() {
    byte[] bomb = gzip("\0".repeat(50_000_000));

    assertThatThrownBy(() -> decoded(bomb)).isInstanceOf(ZipException.class);
  }

  @Test
  void decodesOneTextAfterAnother() throws IOException {
    try (GunzipStream gunzip = new GunzipStream()) {
      assertThatThrownBy(() -> decoded(gunzip, Arrays.copyOf(gzip("broken off"), 20)))
          .isInstanceOf(EOFException.class);
      assertThat(decoded(gunzip, gzip("whole"))).isEqualTo("whole");
      assertThat(decoded(gunzip, "plain".getBytes(UTF_8))).isEqualTo("plain");
    }
  }

  private static String decoded(byte[] bytes) throws IOException {
    try (GunzipStream gunzip = new GunzipStream()) {
      return decoded(gunzip, bytes);
    }
  }

  private static String decoded(GunzipStream gunzip, byte[] bytes) throws IOException {
    gunzip.open(new ByteArrayInputStream(bytes));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1000];
    for (int read = gunzip.read(buffer, 0, 1000); read >= 0; read = gunzip.read(buffer, 0, 1000)) {
      out.write(buffer, 0, read);
    }
    return out.toString(UTF_8);
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return out.toByteArray();
  }
}
