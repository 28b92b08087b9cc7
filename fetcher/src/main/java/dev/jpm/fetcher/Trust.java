package dev.jpm.fetcher;

import dev.jpm.config.Tls;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe: what {@code cafile} or {@code ca} hold and nothing else where they are set, as
 * npm; otherwise Java's own authorities, then those of the operating system and of {@code
 * NODE_EXTRA_CA_CERTS}, each read only when those before did not know the server.
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
      return new Layered(List.of(() -> ofCertificates(readFile(file))));
    }
    if (!tls.authorities().isEmpty()) {
      byte[] pem = String.join("\n", tls.authorities()).getBytes(StandardCharsets.UTF_8);
      return new Layered(List.of(() -> ofCertificates(parse(pem, "the setting ca"))));
    }
    List<Source> sources = new ArrayList<>();
    String extra = env.getOrDefault("NODE_EXTRA_CA_CERTS", "");
    sources.add(() -> ofKeyStore(null));
    sources.add(() -> ofCertificates(systemCertificates(env)));
    if (!extra.isEmpty()) {
      sources.add(() -> ofCertificates(readFile(Path.of(extra))));
    }
    return new Layered(sources);
  }

  /** Where a part of the authorities comes from; null where there are none. */
  private interface Source {
    @Nullable X509TrustManager load();
  }

  private static Collection<? extends Certificate> systemCertificates(Map<String, String> env) {
    List<String> places = new ArrayList<>();
    places.add(env.getOrDefault("SSL_CERT_FILE", ""));
    places.addAll(SYSTEM_BUNDLES);
    for (String place : places) {
      if (!place.isEmpty() && Files.isReadable(Path.of(place))) {
        return readFile(Path.of(place));
      }
    }
    return List.of();
  }

  private static Collection<? extends Certificate> readFile(Path file) {
    try {
      return parse(Files.readAllBytes(file), file.toString());
    } catch (IOException unreadable) {
      throw JpmException.of(
          ErrorCode.ECONFIG,
          "Cannot read the certificates in " + file + " (" + unreadable + ")",
          unreadable);
    }
  }

  private static Collection<? extends Certificate> parse(byte[] pem, String source) {
    try (InputStream in = new ByteArrayInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (CertificateException | IOException malformed) {
      throw JpmException.of(
          ErrorCode.ECONFIG, "The certificates in " + source + " cannot be read", malformed);
    }
  }

  private static @Nullable X509TrustManager ofCertificates(
      Collection<? extends Certificate> certificates) {
    if (certificates.isEmpty()) {
      return null;
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
      return ofKeyStore(store);
    } catch (GeneralSecurityException | IOException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private static X509TrustManager ofKeyStore(@Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw new IllegalStateException("no X.509 trust manager");
    } catch (GeneralSecurityException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  /** Asks one source after the other. */
  private static final class Layered implements X509TrustManager {
    private final List<Source> sources;
    private final List<@Nullable X509TrustManager> loaded = new ArrayList<>();

    Layered(List<Source> sources) {
      this.sources = List.copyOf(sources);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      CertificateException refusal = null;
      for (int i = 0; i < sources.size(); i++) {
        X509TrustManager manager = source(i);
        if (manager == null) {
          continue;
        }
        try {
          manager.checkServerTrusted(chain, authType);
          return;
        } catch (CertificateException refused) {
          refusal = refusal == null ? refused : refusal;
        }
      }
      throw refusal == null ? new CertificateException("no authorities are known") : refusal;
    }

    private synchronized @Nullable X509TrustManager source(int index) {
      while (loaded.size() <= index) {
        loaded.add(sources.get(loaded.size()).load());
      }
      return loaded.get(index);
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
