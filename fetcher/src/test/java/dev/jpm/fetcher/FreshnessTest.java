package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
  private static final long NOW = 1_700_000_000_000L; // Tue, 14 Nov 2023 22:13:20 GMT

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cache-control: public, max-age=300                          | 300
          cache-control: max-age="60"                                 | 60
          cache-control: MAX-AGE=60; age: 20                          | 40
          cache-control: max-age=60; age: 100                         | 0
          cache-control: no-cache, max-age=60                         | 0
          cache-control: immutable                                    | 86400
          expires: Tue, 14 Nov 2023 22:14:20 GMT                      | 60
          expires: 0                                                  | 0
          last-modified: Tue, 14 Nov 2023 22:11:40 GMT                | 10
          etag: "x"                                                   | 0
          cache-control: max-age=5; expires: Tue, 14 Nov 2023 22:14:20 GMT | 5
          """)
  void staysFreshAsLongAsHttpSays(String headers, long seconds) {
    assertThat(freshness(headers).seconds()).isEqualTo(seconds);
  }

  @Test
  void isNotKeptWhereTheServerForbidsIt() {
    assertThat(freshness("cache-control: no-store").storable()).isFalse();
    assertThat(freshness("vary: *").storable()).isFalse();
    assertThat(freshness("cache-control: private").storable()).isTrue();
  }

  @Test
  void survivesTheCache() {
    Freshness strict = freshness("cache-control: max-age=7, must-revalidate");

    assertThat(Freshness.ofForm(strict.toForm())).contains(strict);
    assertThat(Freshness.ofForm("something else")).isEmpty();
  }

  @Test
  void endsWithTheSecond() {
    Freshness freshness = new Freshness(true, 10, false);

    assertThat(freshness.isFresh(NOW, NOW + 9_999)).isTrue();
    assertThat(freshness.isFresh(NOW, NOW + 10_000)).isFalse();
    assertThat(freshness.isFresh(NOW, NOW - 1)).as("the clock was set back").isFalse();
  }

  private static Freshness freshness(String headers) {
    Map<String, String> map = new HashMap<>();
    for (String header : headers.split("; ", -1)) {
      int colon = header.indexOf(": ");
      map.put(header.substring(0, colon), header.substring(colon + 2).strip());
    }
    return Freshness.of(map::get, NOW);
  }
}
