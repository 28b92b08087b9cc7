package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.config.Credentials.Login;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationsTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example/x, https://a.example/y, true",
    "https://a.example/x, https://A.example:443/y, true",
    "http://a.example/x, https://a.example/y, true",
    "https://a.example/x, http://a.example/y, false",
    "https://a.example/x, https://b.example/x, false",
    "https://a.example/x, https://a.example:8443/x, false",
    "https://a.example/x, https://sub.a.example/x, false",
    "http://a_b:4873/x, http://a_b:4873/y, true",
    "http://a_b:4873/x, http://a_b/y, false",
    "http://a_b:4873/x, http://a_c:4873/y, false"
  })
  void travelOnlyToTheSameServer(URI from, URI to, boolean expected) {
    assertThat(Authorizations.mayFollow(from, to)).isEqualTo(expected);
  }

  @Test
  void comeFromTheUrlWhereNoneAreConfigured() {
    URI url = URI.create("https://user:pass@a.example/x");

    assertThat(Authorizations.of(Login.ANONYMOUS, url)).isEqualTo("Basic dXNlcjpwYXNz");
    assertThat(Authorizations.withoutUser(url)).isEqualTo(URI.create("https://a.example/x"));
  }

  @Test
  void comeFromTheUrlOfAHostThatOnlyComposeWouldName() {
    URI url = URI.create("http://user:p%40ss@npm_registry:4873/x");

    assertThat(Authorizations.of(Login.ANONYMOUS, url)).isEqualTo("Basic dXNlcjpwQHNz");
    assertThat(Authorizations.withoutUser(url)).isEqualTo(URI.create("http://npm_registry:4873/x"));
  }
}
