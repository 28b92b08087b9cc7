package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.config.Credentials.Login;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CredentialsTest {
  static List<String> table() {
    return Tables.lines("credentials.txt");
  }

  @ParameterizedTest
  @MethodSource("table")
  void sendsWhatNpmSends(String row) {
    List<String> cells = Arrays.asList(row.split(" -> ", -1));
    String npmrc =
        Arrays.stream(cells.get(2).split(" ", -1))
            .map(pair -> pair.replaceFirst("=(.*)$", "=\"$1\""))
            .collect(Collectors.joining("\n"));

    Login login =
        new Credentials(Tables.settings(npmrc))
            .of(URI.create(cells.get(0)), URI.create(cells.get(1)));

    assertThat(login.authorization().map(Secret::reveal).orElse("-")).isEqualTo(cells.get(3));
  }

  @Test
  void nothingShowsASecret() {
    Login login =
        new Credentials(Tables.settings("//r.example/:_authToken=hush\n"))
            .at(URI.create("https://r.example/x"))
            .orElseThrow();

    assertThat(login.toString()).doesNotContain("hush").contains("***");
    assertThat(login.key()).contains("//r.example/:_authToken");
    assertThat(login.origin().map(Origin::told)).contains("/home/me/.npmrc, line 1");
  }

  @Test
  void aCertificateComesWithAnyOtherCredential() {
    Login login =
        new Credentials(
                Tables.settings(
                    """
                    //r.example/:_authToken=t
                    //r.example/:certfile=~/c.pem
                    //r.example/:keyfile=/k.pem
                    """))
            .at(URI.create("https://r.example/x"))
            .orElseThrow();

    assertThat(login.certificate())
        .contains(new Credentials.ClientCertificate(Path.of("/home/me/c.pem"), Path.of("/k.pem")));
    assertThat(login.authorization()).isPresent();
  }

  @Test
  void anotherHostOfAScopedRegistryGetsNothing() {
    Credentials credentials =
        new Credentials(Tables.settings("//r.example/:_authToken=t\n//r.example:81/:_auth=x\n"));

    assertThat(credentials.of(URI.create("http://r.example:82/a"), URI.create("http://r.example/")))
        .isEqualTo(Login.ANONYMOUS);
  }
}
