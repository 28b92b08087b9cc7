package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.config.Registries.Registry;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import org.junit.jupiter.api.Test;

final class RegistriesTest {
  private static final Settings SETTINGS =
      Tables.settings(
          """
          registry=http://main.example/npm
          @s:registry=https://s.example/
          @bad:registry=ftp://x
          """);

  private final Registries registries = new Registries(SETTINGS);

  @Test
  void aScopeHasItsOwnRegistry() {
    Registry registry = registries.of(PackageName.parse("@s/x"));

    assertThat(registry.url()).isEqualTo(URI.create("https://s.example/"));
    assertThat(registry.key()).isEqualTo("@s:registry");
    assertThat(registry.origin().told()).isEqualTo("/home/me/.npmrc, line 2");
  }

  @Test
  void everythingElseComesFromTheStandardOneWhichEndsWithASlash() {
    assertThat(registries.of(PackageName.parse("x")).url())
        .isEqualTo(URI.create("http://main.example/npm/"));
    assertThat(registries.of(PackageName.parse("@other/x"))).isEqualTo(registries.standard());
  }

  @Test
  void hostsMayHaveNamesThatOnlyComposeGives() {
    Settings settings =
        Tables.settings(
            "registry=http://me:pw@npm_registry:4873/\n//npm_registry:4873/:_authToken=t\n");

    URI url = new Registries(settings).standard().url();

    assertThat(url).hasToString("http://me:pw@npm_registry:4873/");
    assertThat(new Credentials(settings).at(url)).isPresent();
    for (String none : new String[] {"http:///x", "http://:80/", "http://a b/", "http://a:b/"}) {
      Registries bad = new Registries(Tables.settings("@s:registry=" + none));
      assertThatThrownBy(() -> bad.ofScope("@s")).as(none).isInstanceOf(JpmException.class);
    }
  }

  @Test
  void aRegistryThatIsNoHttpUrlIsRefusedNamingItsLine() {
    assertThatThrownBy(() -> registries.of(PackageName.parse("@bad/x")))
        .isInstanceOfSatisfying(
            JpmException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.ECONFIG);
              assertThat(e.hints())
                  .containsExactly("Change @bad:registry in /home/me/.npmrc, line 3");
            });
  }

  @Test
  void theDefaultIsAnHttpsUrlOnAHostOfItsOwn() {
    Registry registry = new Registries(Tables.settings("")).standard();

    assertThat(registry.url()).isEqualTo(URI.create(DefaultRegistry.url()));
    assertThat(registry.url().getScheme()).isEqualTo("https");
    assertThat(registry.url().getHost()).isEqualTo(DefaultRegistry.host());
    assertThat(registry.origin()).isEqualTo(new Origin.Default());
  }
}
