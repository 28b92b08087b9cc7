package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShebangTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          !/usr/bin/env node                  | []            | node          | ''
          ! /usr/bin/env node --flag          | []            | node          | --flag
          !/usr/bin/env -S node --a --b       | []            | node          | --a --b
          !/usr/bin/env A=1 B=2 node x        | [A=1, B=2]    | node          | x
          !/usr/bin/env -S A=1 node           | [A=1]         | node          | ''
          !/usr/bin/env A=1                   | []            | A=1           | ''
          !/usr/bin/env A=b=c node            | []            | A=b=c         | node
          !/usr/bin/envy node                 | []            | /usr/bin/envy | node
          !/bin/sh -e                         | []            | /bin/sh       | -e
          !/usr/bin/env                       | []            | /usr/bin/env  | ''
          """)
  void readsTheInterpreter(String line, String variables, String program, String arguments) {
    Shebang shebang = Shebang.in("#" + line + "\nrest");

    assertThat(shebang).isNotNull();
    assertThat(shebang.variables()).hasToString(variables);
    assertThat(shebang.program()).isEqualTo(program);
    assertThat(shebang.arguments()).isEqualTo(arguments == null ? "" : arguments);
  }

  @Test
  void isReadDespiteBlankLinesAndCarriageReturns() {
    assertThat(Shebang.in("\n\n#!/usr/bin/env node\r\nx"))
        .isEqualTo(new Shebang(List.of(), "node", ""));
  }

  @ParameterizedTest
  @CsvSource({"console.log()", "''", "'# !/bin/sh'", "#!"})
  void thereIsNone(String script) {
    assertThat(Shebang.in(script)).isNull();
  }
}
