package dev.jpm.audit.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenceTest {
  @ParameterizedTest
  @CsvSource({
    "MIT, MIT, true",
    "MIT, ISC, false",
    "MIT OR GPL-3.0-only, MIT, true",
    "MIT AND GPL-3.0-only, MIT, false",
    "MIT AND ISC, MIT ISC, true",
    "MIT AND GPL-3.0-only OR ISC, ISC, true",
    "MIT OR ISC AND GPL-3.0-only, ISC, false",
    "(MIT OR ISC) AND Apache-2.0, ISC Apache-2.0, true",
    "(mit or ISC), ISC, broken",
    "(MIT or ISC), ISC, true",
    "LicenseRef-own, LicenseRef-own, true",
    "DocumentRef-a:LicenseRef-own, DocumentRef-a:LicenseRef-own, true",
  })
  void anExpressionIsAllowedByWhatItLeavesToChoose(String text, String allowed, String expected) {
    Set<String> names = Set.of(allowed.split(" "));

    assertThat(
            Licence.parse(text)
                .map(it -> Boolean.toString(it.allows(one -> names.contains(one.text()))))
                .orElse("broken"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "GPL-2.0-only WITH Classpath-exception-2.0, GPL-2.0-only WITH Classpath-exception-2.0",
    "Apache-2.0+, Apache-2.0+",
    "' MIT ', MIT",
  })
  void partsOfASingleLicenceAreKept(String text, String written) {
    assertThat(Licence.parse(text))
        .hasValueSatisfying(it -> assertThat(((Licence.Single) it).text()).isEqualTo(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UNLICENSED",
        "SEE LICENSE IN LICENSE",
        "Apache 2.0",
        "MIT +",
        "MIT OR",
        "(MIT",
        "MIT)",
        "MIT MIT",
        "MIT WITH MIT",
        "MIT, ISC",
        "DocumentRef-a:MIT"
      })
  void whatIsNoExpressionIsTold(String text) {
    assertThat(Licence.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "MIT OR ", "MIT AND "})
  void nestingWithoutEndIsNoExpression(String part) {
    assertThat(Licence.parse(part.repeat(100_000) + "MIT")).isEmpty();
  }
}
