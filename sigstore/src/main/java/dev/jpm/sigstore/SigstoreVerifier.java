package dev.jpm.sigstore;

import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.audit.signature.Identity;
import dev.jpm.model.error.JpmException;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.fulcio.client.FulcioVerificationException;
import dev.sigstore.fulcio.client.FulcioVerifier;
import dev.sigstore.rekor.client.RekorVerifier;
import dev.sigstore.timestamp.client.TimestampException;
import dev.sigstore.timestamp.client.TimestampResponse;
import dev.sigstore.timestamp.client.TimestampVerificationException;
import dev.sigstore.timestamp.client.TimestampVerifier;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Verifies bundles as npm's client does: a certificate of the trusted authority, itself logged,
 * that was valid when the envelope was signed; the signature; and the envelope's entry in a trusted
 * log. Bundles of npm's registry are signed with its key in the place of a certificate.
 */
public final class SigstoreVerifier implements AttestationVerifier {
  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle";

  private final SigstoreTrustedRoot root;
  private final FulcioVerifier authority;
  private final RekorVerifier logs;
  private final TimestampVerifier clocks;

  private SigstoreVerifier(SigstoreTrustedRoot root)
      throws GeneralSecurityException, SigstoreConfigurationException {
    this.root = root;
    this.authority = FulcioVerifier.newFulcioVerifier(root);
    this.logs = RekorVerifier.newRekorVerifier(root);
    this.clocks = TimestampVerifier.newTimestampVerifier(root);
  }

  /** Trusts Sigstore's public instance, as it was when jpm was built. */
  public static SigstoreVerifier bundled() {
    return of(TrustRoot.bundled());
  }

  /**
   * Trusts those in {@code root}, a trust root in Sigstore's format.
   *
   * @param file where it is from, for messages
   * @throws JpmException EBADPOLICY where it is none
   */
  public static SigstoreVerifier trusting(byte[] root, String file) {
    return of(TrustRoot.of(root, file));
  }

  private static SigstoreVerifier of(TrustRoot trusted) {
    try {
      return new SigstoreVerifier(trusted.root());
    } catch (SigstoreConfigurationException | GeneralSecurityException e) {
      throw trusted.broken(e);
    }
  }

  @Override
  public Verdict verify(JsonNode bundle, @Nullable PublicKey key) {
    try {
      return new Verdict.Good(check(bundle, key));
    } catch (UnprovenException e) {
      return new Verdict.Bad(e.why());
    } catch (RuntimeException e) {
      // Bundles come from outside, and the libraries do not expect just anything in them.
      return new Verdict.Bad("it cannot be read: " + e);
    }
  }

  private @Nullable Identity check(JsonNode bundle, @Nullable PublicKey key)
      throws UnprovenException {
    if (!bundle.path("mediaType").asString("").startsWith(MEDIA_TYPE)) {
      throw new UnprovenException("it is no bundle of Sigstore");
    }
    JsonNode material = bundle.path("verificationMaterial");
    Envelope envelope = Envelope.of(bundle);
    X509Certificate certificate = certificate(material);
    if (certificate == null && key == null) {
      throw new UnprovenException("it names nobody who signed it");
    }
    boolean old = bundle.path("mediaType").asString("").endsWith("=0.1");
    List<Instant> times = logged(material, envelope, old);
    times.addAll(stamped(material, envelope));
    if (certificate == null) {
      envelope.verify(Objects.requireNonNull(key));
      return null;
    }
    checkValid(certificate, times);
    envelope.verify(certificate.getPublicKey());
    return new SigningCertificate(certificate).identity();
  }

  /** The certificate that signed, which the authority gave out; null where there is none. */
  private @Nullable X509Certificate certificate(JsonNode material) throws UnprovenException {
    List<byte[]> chain = new ArrayList<>();
    for (JsonNode one : material.path("x509CertificateChain").path("certificates")) {
      chain.add(Base64Text.decode(one.path("rawBytes"), "the certificate"));
    }
    if (material.path("certificate").isObject()) {
      chain.add(
          Base64Text.decode(material.path("certificate").path("rawBytes"), "the certificate"));
    }
    if (chain.isEmpty()) {
      return null;
    }
    try {
      // The authority's own certificates are taken from the trust root, whatever a bundle brings.
      CertPath path = Certificates.fromDer(chain.subList(0, 1));
      authority.verifySigningCertificate(path);
      return Certificates.getLeaf(path);
    } catch (FulcioVerificationException | CertificateException | IOException e) {
      throw new UnprovenException("the certificate is not to be trusted", e);
    }
  }

  /**
   * When logs took the envelope in.
   *
   * @param old whether the bundle is of a time when logs gave promises in the place of proofs
   */
  private List<Instant> logged(JsonNode material, Envelope envelope, boolean old)
      throws UnprovenException {
    JsonNode entries = material.path("tlogEntries");
    if (entries.isEmpty()) {
      throw new UnprovenException("no log has it");
    }
    List<Instant> times = new ArrayList<>();
    for (JsonNode json : entries) {
      LogEntry entry = new LogEntry(json);
      if (!old && !entry.isProven()) {
        throw new UnprovenException("nothing proves that the log has it");
      }
      entry.verify(logs, root.getTLogs());
      LoggedEnvelope.of(entry.body()).checkSameAs(envelope);
      Instant time = entry.time();
      if (time != null) {
        times.add(time);
      }
    }
    return times;
  }

  /** When others saw the signature. */
  private List<Instant> stamped(JsonNode material, Envelope envelope) throws UnprovenException {
    List<Instant> times = new ArrayList<>();
    for (JsonNode one : material.path("timestampVerificationData").path("rfc3161Timestamps")) {
      byte[] bytes = Base64Text.decode(one.path("signedTimestamp"), "the timestamp");
      TimestampResponse stamp = () -> bytes;
      try {
        clocks.verify(stamp, envelope.signature());
        times.add(stamp.getGenTime().toInstant());
      } catch (TimestampException | TimestampVerificationException e) {
        throw new UnprovenException("the timestamp is not to be trusted", e);
      }
    }
    return times;
  }

  private static void checkValid(X509Certificate certificate, List<Instant> times)
      throws UnprovenException {
    if (times.isEmpty()) {
      throw new UnprovenException("nothing tells when it was signed");
    }
    for (Instant time : times) {
      try {
        certificate.checkValidity(Date.from(time));
      } catch (CertificateException e) {
        throw new UnprovenException("the certificate was not valid at " + time, e);
      }
    }
  }
}
