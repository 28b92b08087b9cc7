package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryHostTest {
  @ParameterizedTest
  @CsvSource({
    "npmjs, https://public.example/a/-/a-1.tgz, http://corp.example:8080/npm/,"
        + " http://corp.example:8080/npm/a/-/a-1.tgz",
    "npmjs, https://public.example/a/-/a-1.tgz, https://corp.example/,"
        + " https://corp.example/a/-/a-1.tgz",
    "npmjs, https://public.example/npm/a/-/a-1.tgz, https://corp.example/npm/,"
        + " https://corp.example/npm/a/-/a-1.tgz",
    "npmjs, https://other.example/a/-/a-1.tgz, https://corp.example/,"
        + " https://other.example/a/-/a-1.tgz",
    "npmjs, https://public.example/a/-/a-1.tgz, http://npm_registry:4873/,"
        + " http://npm_registry:4873/a/-/a-1.tgz",
    "old_registry, http://old_registry/a/-/a-1.tgz, https://corp.example/,"
        + " https://corp.example/a/-/a-1.tgz",
    "http://old_registry:80/x/, http://old_registry:80/x/a/-/a-1.tgz, https://corp.example/,"
        + " https://corp.example/a/-/a-1.tgz",
    "never, https://public.example/a/-/a-1.tgz, https://corp.example/,"
        + " https://public.example/a/-/a-1.tgz",
    "always, https://other.example/a/-/a-1.tgz?x=1, https://corp.example/,"
        + " https://corp.example/a/-/a-1.tgz?x=1",
    "other.example, https://other.example/@s%2fa/-/a-1.tgz, https://corp.example/,"
        + " https://corp.example/@s%2fa/-/a-1.tgz",
    "https://other.example/old/, https://other.example/old/a/-/a.tgz, https://corp.example/new/,"
        + " https://corp.example/new/a/-/a.tgz",
    "https://other.example/old/, https://other.example/older/a.tgz, https://corp.example/new/,"
        + " https://other.example/older/a.tgz"
  })
  void rebasesAsNpmDoes(String rule, URI resolved, URI registry, URI expected) {
    assertThat(new RegistryHost(rule, "public.example").rebase(resolved, registry))
        .isEqualTo(expected);
  }
}
