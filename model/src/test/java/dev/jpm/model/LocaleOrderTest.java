package dev.jpm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The lists in the resources were sorted by Node.js with full ICU. */
class LocaleOrderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(strings = {"locale-order.txt", "locale-order-wide.txt"})
  void sortsAsNodeSorts(String resource) throws IOException {
    List<String> expected = sorted(resource);
    List<String> names = new ArrayList<>(expected);
    Collections.shuffle(names, new Random(1));
    names.sort(LocaleOrder.ENGLISH);
    assertThat(names).isEqualTo(expected);
  }

  @Test
  void ordersEveryPairOfAsciiTextsAsTheyStand() throws IOException {
    List<String> names = sorted("locale-order.txt");
    for (int i = 0; i < names.size(); i++) {
      for (int k = 0; k < names.size(); k++) {
        assertThat(Integer.signum(LocaleOrder.ENGLISH.compare(names.get(i), names.get(k))))
            .as("'%s' and '%s'", names.get(i), names.get(k))
            .isEqualTo(Integer.compare(i, k));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"a-b, ab, -1", "aB, ab, 1", "aBc, abD, -1", "Ab, aB, 1", "a, A, -1", "a_b, a-b, -1"})
  void looksAtCaseOnlyWhenNothingElseDiffers(String a, String b, int sign) {
    assertThat(LocaleOrder.ENGLISH.compare(a, b)).isEqualTo(sign);
  }

  @Test
  void passesOverControlCharacters() {
    assertThat(LocaleOrder.ENGLISH.compare("a\u0001b", "ab")).isZero();
    assertThat(LocaleOrder.ENGLISH.compare("a\u007f", "a")).isZero();
  }

  private static List<String> sorted(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LocaleOrderTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> Objects.requireNonNull(JSON.readValue(line, String.class)))
          .toList();
    }
  }
}
