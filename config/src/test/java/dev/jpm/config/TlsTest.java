package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TlsTest {
  @Test
  void withoutSettingsTheSystemIsTrustedStrictly() {
    Tls tls = Tls.of(Tables.settings(""));

    assertThat(tls.strict()).isTrue();
    assertThat(tls.authorities()).isEmpty();
    assertThat(tls.authorityFile()).isEmpty();
    assertThat(tls.key()).isEmpty();
  }

  @Test
  void certificatesKeepTheirLinesAndKeysStayHidden() {
    Tls tls =
        Tls.of(
            Tables.settings(
                """
                ca[]="BEGIN\\nONE"
                ca[]="BEGIN\\nTWO"
                cafile=~/ca.pem
                key="BEGIN\\nKEY"
                strict-ssl=false
                """));

    assertThat(tls.authorities()).containsExactly("BEGIN\nONE", "BEGIN\nTWO");
    assertThat(tls.authorityFile()).contains(Path.of("/home/me/ca.pem"));
    assertThat(tls.key().map(Secret::reveal)).contains("BEGIN\nKEY");
    assertThat(tls.toString()).doesNotContain("KEY");
    assertThat(tls.strict()).isFalse();
  }
}
