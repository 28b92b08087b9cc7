package dev.jpm.model.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactedTest {
  @ParameterizedTest
  @CsvSource({
    "https://me:pw@h.example/x, https://***@h.example/x",
    "git+https://ghp_abc@github.com/o/p.git, git+https://***@github.com/o/p.git",
    "git+ssh://git@github.com/o/p.git, git+ssh://git@github.com/o/p.git",
    "ssh://git:pw@github.com/o/p.git, ssh://***@github.com/o/p.git",
    "https://h.example/@s/x@1.0.0, https://h.example/@s/x@1.0.0",
    "_authToken=hush, _authToken=***",
    "a npm_abcdefghijklmnopqrstuvwxyz0123456789 b, a npm_*** b",
    "npm_config_registry, npm_config_registry",
    "token 01234567-89ab-cdef-0123-456789abcdef!, token ***!",
    "Authorization: Bearer abc.def-g=, Authorization: *** ***",
    "sent Basic bWU6cGFzcw==, sent Basic ***",
    "Basic credentials (base64), Basic credentials (base64)"
  })
  void secretsAreTakenOut(String text, String expected) {
    assertThat(Redacted.text(text)).isEqualTo(expected);
  }
}
