package dev.jpm.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.terminal.Palette;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InspectionTest {
  static List<String> table() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(InspectionTest.class.getResourceAsStream("inspections.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("====\n", -1)).filter(block -> !block.isBlank()).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void showsValuesAsNodeDoes(String block) {
    int divider = block.indexOf("\n>>>>\n");
    Object value = JsonValues.plain(JsonText.parse(block.substring(0, divider), "test"));

    assertThat(Inspection.of(value, new Palette(false)) + "\n")
        .isEqualTo(block.substring(divider + 6));
  }
}
