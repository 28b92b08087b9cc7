package dev.jpm.fetcher;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Certificates in PEM, found by their subject without parsing all: a system's bundle holds some
 * 140, of which a connection needs one, and parsing them takes longer than the connection.
 */
final class PemBundle {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String TRUSTED = "-----BEGIN TRUSTED CERTIFICATE-----";
  private static final String END = "-----END ";

  private static final int SEQUENCE = 0x30;
  private static final int EXPLICIT_VERSION = 0xa0;

  private final Map<ByteBuffer, List<byte[]>> bySubject = new HashMap<>();
  private final List<byte[]> all = new ArrayList<>();

  /** The bundle that {@code pem} is; blocks that are no base64 are passed over. */
  static PemBundle of(byte[] pem) {
    PemBundle bundle = new PemBundle();
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    int at = 0;
    while (true) {
      int plain = text.indexOf(BEGIN, at);
      int trusted = text.indexOf(TRUSTED, at);
      int begin = plain < 0 || (trusted >= 0 && trusted < plain) ? trusted : plain;
      int end = begin < 0 ? -1 : text.indexOf(END, begin);
      if (end < 0) {
        return bundle;
      }
      int start = text.indexOf("-----", begin + 5) + 5;
      bundle.add(text.substring(start, end));
      at = end;
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The certificates of the authority whose name in DER is {@code subject}. */
  Collection<Certificate> ofSubject(byte[] subject) throws CertificateException {
    return parsed(bySubject.getOrDefault(ByteBuffer.wrap(subject), List.of()));
  }

  /** All certificates. */
  Collection<Certificate> all() throws CertificateException {
    return parsed(all);
  }

  private void add(String base64) {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return;
    }
    all.add(der);
    ByteBuffer subject = subject(der);
    if (subject != null) {
      bySubject.computeIfAbsent(subject, key -> new ArrayList<>(1)).add(der);
    }
  }

  private static Collection<Certificate> parsed(List<byte[]> ders) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>(ders.size());
    for (byte[] der : ders) {
      certificates.add(factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return certificates;
  }

  /** The subject's name as it stands in a certificate, or null where this is none. */
  private static @Nullable ByteBuffer subject(byte[] der) {
    try {
      ByteBuffer in = ByteBuffer.wrap(der);
      enter(in);
      enter(in);
      if ((in.get(in.position()) & 0xff) == EXPLICIT_VERSION) {
        skip(in);
      }
      for (int field = 0; field < 4; field++) {
        skip(in); // serial number, algorithm, issuer, validity
      }
      int start = in.position();
      if ((in.get(start) & 0xff) != SEQUENCE) {
        return null;
      }
      skip(in);
      return ByteBuffer.wrap(der, start, in.position() - start).slice();
    } catch (RuntimeException notDer) {
      return null;
    }
  }

  private static void enter(ByteBuffer in) {
    in.get();
    length(in);
  }

  private static void skip(ByteBuffer in) {
    in.get();
    int length = length(in);
    in.position(in.position() + length);
  }

  private static int length(ByteBuffer in) {
    int first = in.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = first & 0x7f; i > 0; i--) {
      length = (length << 8) | (in.get() & 0xff);
    }
    return length;
  }
}
