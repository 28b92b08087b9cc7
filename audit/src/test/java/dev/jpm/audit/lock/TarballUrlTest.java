package dev.jpm.audit.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URLs are understood as servers understand them. */
class TarballUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://r.example/a/-/a-1.0.0.tgz, a, 1.0.0",
    "https://r.example/deep/path/a/-/a-1.0.0-rc.1.tgz, a, 1.0.0-rc.1",
    "https://r.example/@s/a/-/a-1.0.0.tgz, @s/a, 1.0.0",
    "https://r.example/@s%2fa/-/a-1.0.0.tgz, @s/a, 1.0.0",
    "https://r.example/@s/a/-/@s/a-1.0.0.tgz, @s/a, 1.0.0",
    "https://r.example/download/@s/a/1.0.0/0123abcd, @s/a, 1.0.0",
    "https://r.example/a/-/b-1.0.0.tgz, a, (b-1.0.0)",
    "https://r.example/a/-/../../evil/-/evil-1.0.0.tgz, evil, 1.0.0",
    "https://r.example/a/-/%2e%2e/%2E%2E/evil/-/evil-1.0.0.tgz, evil, 1.0.0",
    "https://r.example/a%5c..%5cevil/-/evil-1.0.0.tgz, evil, 1.0.0"
  })
  void tellsNameAndVersion(String url, String name, String version) {
    assertThat(TarballUrl.of(url).named()).isEqualTo(new TarballUrl.Named(name, version));
  }

  @ParameterizedTest
  @CsvSource({
    "https://R.Example/a, r.example",
    "https://r.example./a, r.example",
    "https://r.example:8443/a, r.example",
    "https://good.example@evil.example/a, evil.example",
    "https://evil_host.example/a, evil_host.example",
    "not a url, ''",
    "https://bad host/a, bad host"
  })
  void tellsTheHostThatIsAsked(String url, String host) {
    assertThat(TarballUrl.of(url).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "https://u:p@r.example/a",
    "https:/r.example/a",
    "https:r.example/a",
    "http:///r.example/a",
    "https://r.example/a/../b",
    "https://r.example/a/%2e%2e/b",
    "https://r.example/a/%252e%252e/b",
    "https://r.example/a%5cb",
    "https://r.example/a%00b",
    "https://r.example//a",
    "https://r.example/a b"
  })
  void seesTricks(String url) {
    assertThat(TarballUrl.of(url).tricks()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "https://r.example/@s%2fa/-/a-1.0.0.tgz",
    "https://r.example/%40s/a/-/a-1.0.0.tgz",
    "https://r.example/a/-/a-1.0.0%2Bbuild.tgz"
  })
  void takesWhatRegistriesWriteForNoTrick(String url) {
    assertThat(TarballUrl.of(url).tricks()).isNull();
  }
}
