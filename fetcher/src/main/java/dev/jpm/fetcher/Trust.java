package dev.jpm.fetcher;

import dev.jpm.config.Tls;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe: what {@code cafile} or {@code ca} hold and nothing else where they are set, as
 * npm; otherwise the authorities of {@code NODE_EXTRA_CA_CERTS}, of the operating system and of
 * Java, all of them. Each is read only when those before did not know the server.
 */
final class Trust {
  /** Where systems keep all authorities in one file. */
  private static final List<String> SYSTEM_BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem");

  private Trust() {}

  static X509TrustManager of(Tls tls, Map<String, String> env) {
    if (!tls.strict()) {
      return new Anybody();
    }
    if (tls.authorityFile().isPresent()) {
      Path file = tls.authorityFile().get();
      return new Layered(List.of(new OfBundle(() -> required(file))));
    }
    if (!tls.authorities().isEmpty()) {
      byte[] pem = String.join("\n", tls.authorities()).getBytes(StandardCharsets.UTF_8);
      return new Layered(List.of(new OfBundle(() -> PemBundle.of(pem))));
    }
    List<Source> sources = new ArrayList<>();
    for (String place : List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")) {
      String file = env.getOrDefault(place, "");
      if (!file.isEmpty()) {
        sources.add(new OfBundle(() -> optional(Path.of(file))));
      }
    }
    sources.add(new OfBundle(Trust::ofSystem));
    sources.add(new OfJava());
    return new Layered(sources);
  }

  private static PemBundle ofSystem() {
    for (String place : SYSTEM_BUNDLES) {
      PemBundle bundle = optional(Path.of(place));
      if (!bundle.isEmpty()) {
        return bundle;
      }
    }
    return PemBundle.of(new byte[0]);
  }

  private static PemBundle optional(Path file) {
    try {
      return PemBundle.of(Files.readAllBytes(file));
    } catch (IOException missing) {
      return PemBundle.of(new byte[0]);
    }
  }

  private static PemBundle required(Path file) {
    PemBundle bundle;
    try {
      bundle = PemBundle.of(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw JpmException.of(
          ErrorCode.ECONFIG, "Cannot read the certificates in " + file, unreadable);
    }
    if (bundle.isEmpty()) {
      throw JpmException.of(ErrorCode.ECONFIG, "There are no certificates (PEM) in " + file);
    }
    return bundle;
  }

  /** A part of the authorities. */
  private interface Source {
    /** Throws where none of them vouches for {@code chain}. */
    void check(X509Certificate[] chain, String authType) throws CertificateException;
  }

  private static final class OfJava implements Source {
    private @Nullable X509TrustManager manager;

    @Override
    public synchronized void check(X509Certificate[] chain, String authType)
        throws CertificateException {
      X509TrustManager known = manager;
      if (known == null) {
        known = managerOf(null);
        manager = known;
      }
      known.checkServerTrusted(chain, authType);
    }
  }

  /** First only the authorities that the chain names; names written otherwise need all of them. */
  private static final class OfBundle implements Source {
    private final Supplier<PemBundle> source;
    private @Nullable PemBundle bundle;
    private @Nullable X509TrustManager last;

    OfBundle(Supplier<PemBundle> source) {
      this.source = source;
    }

    @Override
    public synchronized void check(X509Certificate[] chain, String authType)
        throws CertificateException {
      if (bundle == null) {
        bundle = source.get();
      }
      if (last != null) {
        try {
          last.checkServerTrusted(chain, authType);
          return;
        } catch (CertificateException another) {
          last = null;
        }
      }
      List<Certificate> named = new ArrayList<>();
      for (X509Certificate certificate : chain) {
        named.addAll(bundle.ofSubject(certificate.getIssuerX500Principal().getEncoded()));
        named.addAll(bundle.ofSubject(certificate.getSubjectX500Principal().getEncoded()));
      }
      try {
        last = check(named, chain, authType);
      } catch (CertificateException refused) {
        last = check(bundle.all(), chain, authType);
      }
    }

    private static X509TrustManager check(
        Collection<Certificate> authorities, X509Certificate[] chain, String authType)
        throws CertificateException {
      if (authorities.isEmpty()) {
        throw new CertificateException("the authority is not known");
      }
      X509TrustManager manager = managerOf(authorities);
      manager.checkServerTrusted(chain, authType);
      return manager;
    }
  }

  /** Trusts {@code authorities}, or Java's own where they are null. */
  private static X509TrustManager managerOf(@Nullable Collection<Certificate> authorities) {
    try {
      KeyStore store = authorities == null ? null : KeyStore.getInstance(KeyStore.getDefaultType());
      if (store != null && authorities != null) {
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : authorities) {
          store.setCertificateEntry("ca" + number++, certificate);
        }
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw new IllegalStateException("no X.509 trust manager");
    } catch (GeneralSecurityException | IOException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  /** Asks one source after the other. */
  private static final class Layered implements X509TrustManager {
    private final List<Source> sources;

    Layered(List<Source> sources) {
      this.sources = List.copyOf(sources);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      CertificateException refusal = new CertificateException("no authorities are known");
      for (Source source : sources) {
        try {
          source.check(chain, authType);
          return;
        } catch (CertificateException refused) {
          refusal = refused;
        }
      }
      throw refusal;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("no server here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** For {@code strict-ssl=false}. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      // that is what strict-ssl=false asks for
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      // never asked
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
