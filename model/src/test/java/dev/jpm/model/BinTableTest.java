package dev.jpm.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BinTableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "cli.js"                             | {name=cli.js}
          "./bin/cli.js"                       | {name=bin/cli.js}
          "../../etc/passwd"                   | {name=etc/passwd}
          "/abs/cli.js"                        | {name=abs/cli.js}
          "a\\\\..\\\\b.js"                    | {name=b.js}
          ""                                   | {}
          5                                    | {}
          null                                 | {}
          ["bin/a.js", "b", 7]                 | {a.js=bin/a.js, b=b}
          {"x": "x.js", "y": 1, "z": ""}       | {x=x.js}
          {"@s/x": "x.js"}                     | {x=x.js}
          {"../../up": "x.js"}                 | {up=x.js}
          {"a\\\\b": "x.js", "c:d": "y.js"}    | {b=x.js, d=y.js}
          {"..": "x.js", ".": "y.js"}          | {}
          {"x/": "x.js"}                       | {x=x.js}
          """)
  void readsBinsAsNpmDoes(String bin, String table) {
    assertThat(BinTable.of(manifest(bin), "@scope/name")).hasToString(table);
  }

  private static Manifest manifest(String bin) {
    return new Manifest((ObjectNode) JsonMapper.shared().readTree("{\"bin\":" + bin + "}"));
  }
}
