package dev.jpm.registrymock.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Certifies keys for those whose tokens it is shown, and logs that it did. It believes every token
 * that is meant for it.
 */
final class Authority {
  private static final X500Name NAME = new X500Name("O=tests,CN=authority");
  private static final String OWN = "1.3.6.1.4.1.57264.1.";
  private static final ASN1ObjectIdentifier LOGGED =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
  private static final String PEM = "-----%s %s-----";

  private final SigningKey key = SigningKey.fresh();
  private final SigningKey log = SigningKey.fresh();
  private final Instant since =
      Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
  private final AtomicLong serial = new AtomicLong(1);
  private final X509CertificateHolder own;

  Authority() {
    JcaX509v3CertificateBuilder builder =
        builder(since, Duration.ofDays(1_000), NAME, key.pair().getPublic());
    add(builder, Extension.basicConstraints, new BasicConstraints(true));
    add(builder, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign));
    own = builder.build(signer());
  }

  /** What it answers to a request of the second version of its protocol. */
  JsonNode certify(JsonNode request) throws Refusal {
    JsonNode claims =
        IdTokens.claims(request.path("credentials").path("oidcIdentityToken").asString(""));
    if (!claims.path("aud").asString("").equals("sigstore")) {
      throw new Refusal("There was an error processing the identity token");
    }
    JsonNode asked = request.path("publicKeyRequest");
    PublicKey theirs = key(asked.path("publicKey").path("content").asString(""));
    byte[] proof = Base64.getDecoder().decode(asked.path("proofOfPossession").asString(""));
    if (!isSigned(theirs, claims.path("sub").asString("").getBytes(UTF_8), proof)) {
      throw new Refusal("The signature supplied in the request could not be verified");
    }
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer
        .putObject("signedCertificateEmbeddedSct")
        .putObject("chain")
        .putArray("certificates")
        .add(pem(certificate(theirs, claims)))
        .add(pem(own));
    return answer;
  }

  /** Itself, in a trust root. */
  void tell(ObjectNode root, String url) {
    ObjectNode authority = root.putArray("certificateAuthorities").addObject();
    authority.putObject("subject").put("organization", "tests").put("commonName", "authority");
    authority.put("uri", url);
    authority
        .putObject("certChain")
        .putArray("certificates")
        .addObject()
        .put("rawBytes", Base64.getEncoder().encodeToString(encoded(own)));
    authority.putObject("validFor").put("start", since.toString());
    log.tell(root.putArray("ctlogs").addObject(), url + "/ct", since);
  }

  private X509CertificateHolder certificate(PublicKey theirs, JsonNode claims) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    JcaX509v3CertificateBuilder builder =
        builder(now, Duration.ofMinutes(10), new X500Name(""), theirs);
    String server = "https://github.com/";
    String workflow = server + claims.path("job_workflow_ref").asString("");
    add(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    add(builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
    try {
      builder.addExtension(
          Extension.subjectAlternativeName,
          true,
          new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, workflow)));
      builder.addExtension(
          new ASN1ObjectIdentifier(OWN + 1),
          false,
          claims.path("iss").asString("").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no disk behind a certificate.
    }
    text(builder, 8, claims.path("iss").asString(""));
    text(builder, 11, claims.path("runner_environment").asString(""));
    text(builder, 12, server + claims.path("repository").asString(""));
    text(builder, 14, claims.path("ref").asString(""));
    text(builder, 18, workflow);
    byte[] unlogged = encoded(builder.build(signer()).toASN1Structure().getTBSCertificate());
    add(builder, LOGGED, new DEROctetString(logged(unlogged)));
    return builder.build(signer());
  }

  /** That the log has it: a list of one of its promises. */
  private byte[] logged(byte[] certificate) {
    long now = Instant.now().toEpochMilli();
    byte[] signature =
        log.sign(
            bytes(out -> {
              out.writeShort(0);
              out.writeLong(now);
              out.writeShort(1);
              out.write(key.id());
              out.writeByte(certificate.length >> 16);
              out.writeShort(certificate.length);
              out.write(certificate);
              out.writeShort(0);
            }));
    byte[] promise =
        bytes(out -> {
          out.writeByte(0);
          out.write(log.id());
          out.writeLong(now);
          out.writeShort(0);
          out.writeShort(0x0403);
          out.writeShort(signature.length);
          out.write(signature);
        });
    return bytes(out -> {
      out.writeShort(promise.length + 2);
      out.writeShort(promise.length);
      out.write(promise);
    });
  }

  private JcaX509v3CertificateBuilder builder(
      Instant from, Duration time, X500Name subject, PublicKey theirs) {
    return new JcaX509v3CertificateBuilder(
        NAME,
        BigInteger.valueOf(serial.getAndIncrement()),
        Date.from(from),
        Date.from(from.plus(time)),
        subject,
        theirs);
  }

  private static void text(JcaX509v3CertificateBuilder builder, int extension, String text) {
    add(builder, new ASN1ObjectIdentifier(OWN + extension), new DERUTF8String(text));
  }

  private static void add(
      JcaX509v3CertificateBuilder builder, ASN1ObjectIdentifier extension, ASN1Encodable value) {
    try {
      boolean critical =
          extension.equals(Extension.basicConstraints) || extension.equals(Extension.keyUsage);
      builder.addExtension(extension, critical, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no disk behind a certificate.
    }
  }

  private ContentSigner signer() {
    try {
      return new JcaContentSignerBuilder("SHA256withECDSA").build(key.pair().getPrivate());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every Java signs", e);
    }
  }

  static boolean isSigned(PublicKey key, byte[] bytes, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey key(String pem) throws Refusal {
    String label = "PUBLIC KEY";
    String base64 =
        pem.replace(PEM.formatted("BEGIN", label), "").replace(PEM.formatted("END", label), "");
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Refusal("The public key supplied in the request could not be parsed");
    }
  }

  private static String pem(X509CertificateHolder certificate) {
    String label = "CERTIFICATE";
    return PEM.formatted("BEGIN", label)
        + "\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(certificate))
        + "\n"
        + PEM.formatted("END", label)
        + "\n";
  }

  private static byte[] encoded(org.bouncycastle.util.Encodable value) {
    try {
      return value.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no disk behind a certificate.
    }
  }

  @FunctionalInterface
  private interface Written {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Written written) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      written.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no disk behind an array.
    }
    return bytes.toByteArray();
  }
}
