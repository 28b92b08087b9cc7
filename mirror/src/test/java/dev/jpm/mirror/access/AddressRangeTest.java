package dev.jpm.mirror.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses lie in a range. */
class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.1.2.128/25, 10.1.2.127, false",
    "10.1.2.128/25, 10.1.2.129, true",
    "0.0.0.0/0, 192.0.2.1, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, [2001:db8:8000::1], false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "10.0.0.0/8, unknown, false"
  })
  void anAddressLiesInOneOrNot(String range, String address, boolean within) {
    assertThat(AddressRange.tryParse(range).orElseThrow().contains(address)).isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0", "10.0.0.0/33", "::1/129", "localhost/8", "1.2.3.4.5/8"})
  void whatIsNoRangeIsNone(String text) {
    assertThat(AddressRange.tryParse(text)).isEmpty();
  }
}
