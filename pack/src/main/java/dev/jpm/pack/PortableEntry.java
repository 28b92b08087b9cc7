package dev.jpm.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;

/**
 * An entry whose header has npm's bytes: numbers with a blank behind them, nobody's user and group.
 */
final class PortableEntry extends TarArchiveEntry {
  /** 1985-10-26T08:15:00Z; zip files know no time much before. */
  static final long TIME = 499_162_500L;

  private static final int MODE_AT = 100;
  private static final int SIZE_AT = 124;
  private static final int TIME_AT = 136;
  private static final int SUM_AT = 148;
  private static final int KIND_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int DEVICES_AT = 329;
  private static final int PREFIX_AT = 345;

  private final HeaderPath path;

  private PortableEntry(HeaderPath path, byte kind, int mode, long size) {
    super("entry", kind);
    this.path = path;
    setMode(mode);
    setSize(size);
  }

  /** A file. */
  static PortableEntry file(HeaderPath path, int mode, long size) {
    return new PortableEntry(path, TarConstants.LF_NORMAL, mode, size);
  }

  /** The extended header before a file whose path does not fit. */
  static PortableEntry extendedHeader(HeaderPath path, long size) {
    return new PortableEntry(path, TarConstants.LF_PAX_EXTENDED_HEADER_LC, 0644, size);
  }

  @Override
  public void writeEntryHeader(byte[] header, ZipEncoding encoding, boolean starMode) {
    Arrays.fill(header, (byte) 0);
    put(header, 0, path.name(), MODE_AT);
    put(header, MODE_AT, octal(getMode(), 8), 8);
    put(header, SIZE_AT, octal(getSize(), 12), 12);
    put(header, TIME_AT, octal(TIME, 12), 12);
    header[KIND_AT] = getLinkFlag();
    put(header, MAGIC_AT, "ustar\0" + "00", 8);
    put(header, DEVICES_AT, octal(0, 8) + octal(0, 8), 16);
    put(header, PREFIX_AT, path.prefix(), 155);
    Arrays.fill(header, SUM_AT, KIND_AT, (byte) ' ');
    long sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    put(header, SUM_AT, octal(sum, 8), 8);
  }

  private static void put(byte[] header, int offset, String text, int room) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, room);
    while (length < bytes.length && (bytes[length] & 0xc0) == 0x80) {
      length--; // No character is cut in two.
    }
    System.arraycopy(bytes, 0, header, offset, length);
  }

  /** Digits up to the last but one place, then a blank and a NUL. */
  private static String octal(long number, int length) {
    String digits = Long.toOctalString(number);
    return digits.length() == length - 1
        ? digits + '\0'
        : "0".repeat(length - 2 - digits.length()) + digits + " \0";
  }
}
