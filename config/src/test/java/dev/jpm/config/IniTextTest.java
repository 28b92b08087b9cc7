package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IniTextTest {
  static List<String> table() {
    return Arrays.asList(Tables.text("ini.txt").split("====\n", -1));
  }

  @ParameterizedTest
  @MethodSource("table")
  void readsKeysAsNpmsIniReaderDoes(String block) {
    int divider = block.indexOf("----\n");
    String text = block.substring(0, divider).replace("<CR>", "\r").replace("<TAB>", "\t");

    StringBuilder read = new StringBuilder();
    IniText.parse(text)
        .forEach((key, entry) ->
            read.append(key).append('=').append(Tables.shown(entry.value())).append('\n'));

    assertThat(read.toString().strip()).isEqualTo(block.substring(divider + 5).strip());
  }

  @Test
  void remembersTheLineOfEachKey() {
    Map<String, IniText.Entry> entries = IniText.parse("; top\na=1\n\nb[]=2\nb[]=3\nc=4\n");

    assertThat(entries.get("a")).extracting("line").isEqualTo(2);
    assertThat(entries.get("b")).extracting("line").isEqualTo(4);
    assertThat(entries.get("c")).extracting("line").isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "a;b#c", "a=b", " blanks ", "[x", "\"q\"", "line\nbreak", "'s'", "\\d"})
  void writesTextSoThatItReadsBack(String value) {
    String line = "key=" + IniText.quoted(value);

    assertThat(IniText.parse(line).get("key"))
        .extracting(IniText.Entry::value)
        .isEqualTo(new OptionValue.Text(value));
  }
}
