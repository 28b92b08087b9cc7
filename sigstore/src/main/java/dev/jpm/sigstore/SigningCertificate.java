package dev.jpm.sigstore;

import dev.jpm.audit.signature.Identity;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.jspecify.annotations.Nullable;

/** Who a certificate of Sigstore's authority was given to: the run of a workflow. */
record SigningCertificate(X509Certificate certificate) {
  /** Extensions of Sigstore's authority. The first six hold bare text. */
  private static final String EXTENSION = "1.3.6.1.4.1.57264.1.";

  private static final int ISSUER = 1;
  private static final int OLD_REPOSITORY = 5;
  private static final int OLD_REF = 6;
  private static final int RUNNER = 11;
  private static final int REPOSITORY = 12;
  private static final int REF = 14;
  private static final int WORKFLOW = 18;

  /** Kind of a subject's alternative name: an address. */
  private static final int URI = 6;

  /** What it says; null where it was given to no workflow but to a person. */
  @Nullable Identity identity() throws UnprovenException {
    String old = text(OLD_REPOSITORY);
    String repository = text(REPOSITORY);
    if (repository == null && old != null) {
      repository = "https://github.com/" + old;
    }
    String workflow = text(WORKFLOW);
    workflow = workflow == null ? address() : workflow;
    if (repository == null || workflow == null) {
      return null;
    }
    String ref = text(REF);
    ref = ref == null ? text(OLD_REF) : ref;
    return new Identity(repository, file(workflow, repository), ref == null ? "" : ref, builder());
  }

  private String builder() throws UnprovenException {
    String runner = text(RUNNER);
    return text(ISSUER) + (runner == null ? "" : " " + runner);
  }

  /** The file of a workflow: below its repository, without the commit or branch. */
  private static String file(String workflow, String repository) {
    int at = workflow.lastIndexOf('@');
    String file = at < 0 ? workflow : workflow.substring(0, at);
    return file.startsWith(repository + "/") ? file.substring(repository.length() + 1) : file;
  }

  private @Nullable String address() throws UnprovenException {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> name : names) {
          if (name.getFirst().equals(URI)) {
            return String.valueOf(name.getLast());
          }
        }
      }
      return null;
    } catch (CertificateParsingException e) {
      throw new UnprovenException("the certificate's names cannot be read", e);
    }
  }

  private @Nullable String text(int extension) throws UnprovenException {
    byte[] value = certificate.getExtensionValue(EXTENSION + extension);
    if (value == null) {
      return null;
    }
    try {
      byte[] content = ASN1OctetString.getInstance(value).getOctets();
      return extension <= OLD_REF
          ? new String(content, StandardCharsets.UTF_8)
          : ASN1UTF8String.getInstance(content).getString();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UnprovenException("the certificate cannot be read", e);
    }
  }
}
