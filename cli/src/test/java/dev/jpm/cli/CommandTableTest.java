package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.command.Commands;
import dev.jpm.config.OptionTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandTableTest {
  static List<String> table() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CommandTableTest.class.getResourceAsStream("commands.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void findsTheCommandThatNpmFinds(String row) {
    String typed = row.substring(0, row.indexOf('='));
    String expected = row.substring(row.indexOf('=') + 1);

    String found = CommandTable.find(typed).map(CommandInfo::name).orElse("-");

    assertThat(found.equals("-") && CommandTable.isOnlyNpms(typed) ? expected : found)
        .isEqualTo(expected);
  }

  @Test
  void everyCommandHasWorkAndOptionsThatExist() {
    assertThat(CommandTable.all())
        .allSatisfy(info -> {
          assertThat(Commands.of(info.name())).isNotNull();
          assertThat(info.options()).allMatch(name -> OptionTable.find(name) != null);
          assertThat(Help.of(info, 80)).contains("jpm " + info.name());
        });
  }
}
