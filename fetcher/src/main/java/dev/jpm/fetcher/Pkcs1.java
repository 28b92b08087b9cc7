package dev.jpm.fetcher;

import java.io.ByteArrayOutputStream;

/** Wraps RSA keys of the older form, as OpenSSL long wrote them, in the form that Java reads. */
final class Pkcs1 {
  /** Version 0, then the algorithm: rsaEncryption without parameters. */
  private static final byte[] ALGORITHM = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private Pkcs1() {}

  static byte[] toPkcs8(byte[] pkcs1) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(ALGORITHM);
    put(inner, OCTETS, pkcs1);
    ByteArrayOutputStream outer = new ByteArrayOutputStream();
    put(outer, SEQUENCE, inner.toByteArray());
    return outer.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int tag, byte[] content) {
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content);
  }
}
