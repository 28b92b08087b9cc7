package dev.jpm.fetcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** Serves a packument over TLS with a certificate that it signed itself, once for a folder. */
final class TestServer implements AutoCloseable {
  private static final String PASSWORD = "password";

  private final HttpsServer server;
  private final Path folder;

  /** With {@code clients} only those are served who show the certificate of {@link #keyPem}. */
  TestServer(Path folder, boolean clients) throws IOException, InterruptedException {
    this.folder = folder;
    makeKey("server");
    makeKey("client");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(clients);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"name\":\"a\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort() + "/";
  }

  /** A file with the certificate of {@code who}: server or client. */
  Path certificatePem(String who) throws IOException, GeneralSecurityException {
    return pem(who + ".crt", "CERTIFICATE", load(who).getCertificate(who).getEncoded());
  }

  /** A file with the client's key. */
  Path keyPem() throws IOException, GeneralSecurityException {
    var key = load("client").getKey("client", PASSWORD.toCharArray());
    return pem("client.key", "PRIVATE KEY", key.getEncoded());
  }

  private Path pem(String file, String word, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + word + "-----\n" + base64 + "\n-----END " + word + "-----\n");
  }

  private void makeKey(String who) throws IOException, InterruptedException {
    if (Files.exists(folder.resolve(who + ".p12"))) {
      return;
    }
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                who,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + who,
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                folder.resolve(who + ".p12").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private KeyStore load(String who) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(who + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private SSLContext context() throws IOException {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load("server"), PASSWORD.toCharArray());
      KeyStore clients = KeyStore.getInstance("PKCS12");
      clients.load(null, null);
      clients.setCertificateEntry("client", load("client").getCertificate("client"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(clients);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unexpected) {
      throw new IOException(unexpected);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
