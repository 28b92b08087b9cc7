package dev.jpm.sigstore;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.sigstore.trustroot.CertificateAuthority;
import dev.sigstore.trustroot.TransparencyLog;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Who signs with us: those that a trust root trusts now.
 *
 * @param authority certifies keys of those who show who they are
 * @param log takes in what is signed, and speaks the first version of its protocol
 */
public record SigningServices(URI authority, URI log) {
  /** The second version of the protocol came with such keys. */
  private static final String NEW_LOGS_KEY = "PKIX_ED25519";

  /** Those of Sigstore's public instance. */
  public static SigningServices bundled(Instant now) {
    return of(TrustRoot.bundled(), now);
  }

  /**
   * Those in {@code root}, a trust root in Sigstore's format.
   *
   * @param file where it is from, for messages
   * @throws JpmException EBADPOLICY where it names none
   */
  public static SigningServices trusted(byte[] root, String file, Instant now) {
    return of(TrustRoot.of(root, file), now);
  }

  private static SigningServices of(TrustRoot trusted, Instant now) {
    CertificateAuthority authority =
        trusted.root().getCAs().stream()
            .filter(one -> one.getValidFor().contains(now))
            .max(Comparator.comparing(one -> one.getValidFor().getStart()))
            .orElse(null);
    TransparencyLog log =
        trusted.root().getTLogs().stream()
            .filter(one -> one.getPublicKey().getValidFor().contains(now))
            .filter(one -> !one.getPublicKey().getKeyDetails().equals(NEW_LOGS_KEY))
            .max(Comparator.comparing(one -> one.getPublicKey().getValidFor().getStart()))
            .orElse(null);
    return new SigningServices(
        address(authority == null ? null : authority.getUri(), "certificate authority", trusted),
        address(log == null ? null : log.getBaseUrl(), "transparency log", trusted));
  }

  private static URI address(@Nullable URI told, String what, TrustRoot trusted) {
    if (told == null || told.getHost() == null) {
      throw JpmException.of(
          ErrorCode.EBADPOLICY, trusted.file() + " names no " + what + " that signs now");
    }
    return told;
  }

  URI certificates() {
    return below(authority, "/api/v2/signingCert");
  }

  URI entries() {
    return below(log, "/api/v1/log/entries");
  }

  /** Where people find an entry of the log. */
  public URI entry(String index) {
    return below(log, "/api/v1/log/entries?logIndex=" + index);
  }

  private static URI below(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }
}
