package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * Writes tar archives byte by byte, the wrong ones too: nothing is checked, entries stand in the
 * order of the calls, and the same calls give the same bytes. Names are written as given, so a
 * package's file is {@code package/index.js}.
 */
public final class TarballBuilder {
  /** The time that npm stamps on everything it packs. */
  private static final long PACK_TIME = 499162500L;

  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;

  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  /** A regular file of mode 0644. */
  public TarballBuilder file(String name, String text) {
    return file(name, text.getBytes(UTF_8), 0644);
  }

  /** A regular file; {@code mode} holds the permission bits, set-uid and the like included. */
  public TarballBuilder file(String name, byte[] content, int mode) {
    return entry('0', name, "", mode, content);
  }

  public TarballBuilder directory(String name) {
    return entry('5', name.endsWith("/") ? name : name + "/", "", 0755, new byte[0]);
  }

  public TarballBuilder symlink(String name, String target) {
    return entry('2', name, target, 0777, new byte[0]);
  }

  public TarballBuilder hardLink(String name, String target) {
    return entry('1', name, target, 0644, new byte[0]);
  }

  /** An entry of any tar type: {@code '3'} device, {@code '6'} FIFO and so on. */
  public TarballBuilder entry(char type, String name, String link, int mode, byte[] content) {
    byte[] nameBytes = name.getBytes(UTF_8);
    byte[] linkBytes = link.getBytes(UTF_8);
    if (nameBytes.length > NAME_LENGTH || linkBytes.length > NAME_LENGTH) {
      byte[] records = concat(paxRecord("path", nameBytes), paxRecord("linkpath", linkBytes));
      block('x', "PaxHeader".getBytes(UTF_8), new byte[0], 0644, records);
    }
    block(type, nameBytes, linkBytes, mode, content);
    return this;
  }

  /** The archive without compression. */
  public byte[] tar() {
    return concat(tar.toByteArray(), new byte[2 * BLOCK]);
  }

  /** The archive as registries serve it. */
  public byte[] gzip() {
    return gzip(tar());
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void block(char type, byte[] name, byte[] link, int mode, byte[] content) {
    byte[] header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, Math.min(name.length, NAME_LENGTH));
    octal(header, 100, 8, mode);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, content.length);
    octal(header, 136, 12, PACK_TIME);
    header[156] = (byte) type;
    System.arraycopy(link, 0, header, 157, Math.min(link.length, NAME_LENGTH));
    byte[] magic = "ustar\00000".getBytes(UTF_8);
    System.arraycopy(magic, 0, header, 257, magic.length);
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, 148, 7, sum);
    tar.writeBytes(header);
    tar.writeBytes(content);
    tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  /** A number in octal digits that end with a zero byte, {@code length} bytes in all. */
  private static void octal(byte[] header, int offset, int length, long value) {
    String digits = Long.toOctalString(value);
    String padded = "0".repeat(length - 1 - digits.length()) + digits;
    System.arraycopy(padded.getBytes(UTF_8), 0, header, offset, length - 1);
    header[offset + length - 1] = 0;
  }

  /** One {@code length key=value} line, whose length counts its own digits. */
  private static byte[] paxRecord(String key, byte[] value) {
    if (value.length == 0) {
      return value;
    }
    int rest = 1 + key.length() + 1 + value.length + 1;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    byte[] head = (length + " " + key + "=").getBytes(UTF_8);
    return concat(concat(head, value), new byte[] {'\n'});
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
