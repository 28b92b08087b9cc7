package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class NetworkTroubleTest {
  @Test
  void isToldByTheException() {
    IOException untrusted = new SSLHandshakeException("PKIX path building failed");
    untrusted.initCause(new CertificateException("unable to find valid certification path"));

    assertThat(NetworkTrouble.of(new UnknownHostException("x")))
        .isEqualTo(NetworkTrouble.UNKNOWN_HOST);
    assertThat(NetworkTrouble.of(new ConnectException("Connection refused")))
        .isEqualTo(NetworkTrouble.REFUSED);
    assertThat(NetworkTrouble.of(new ConnectException("Connection timed out")))
        .isEqualTo(NetworkTrouble.CONNECT_TIMEOUT);
    assertThat(NetworkTrouble.of(new SocketTimeoutException("Connect timed out")))
        .isEqualTo(NetworkTrouble.CONNECT_TIMEOUT);
    assertThat(NetworkTrouble.of(new SocketTimeoutException("timeout")))
        .isEqualTo(NetworkTrouble.TIMEOUT);
    assertThat(NetworkTrouble.of(untrusted)).isEqualTo(NetworkTrouble.CERTIFICATE);
    assertThat(NetworkTrouble.of(new SSLException("closed"))).isEqualTo(NetworkTrouble.TLS);
    assertThat(NetworkTrouble.of(new SocketException("Connection reset")))
        .isEqualTo(NetworkTrouble.BROKEN);
    assertThat(NetworkTrouble.of(new IOException("Failed to authenticate with proxy")))
        .isEqualTo(NetworkTrouble.PROXY_LOGIN);
  }

  @Test
  void whatStaysWrongIsNotTriedAgain() {
    assertThat(NetworkTrouble.values())
        .filteredOn(trouble -> !trouble.isTransient())
        .containsExactly(
            NetworkTrouble.UNKNOWN_HOST, NetworkTrouble.CERTIFICATE, NetworkTrouble.PROXY_LOGIN);
  }
}
