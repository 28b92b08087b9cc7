package dev.jpm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expectations as Node.js 26 reads the same text ({@code util.parseEnv}). */
class EnvFileTest {
  @Test
  void itIsReadAsNodeReadsIt() {
    String text =
        """
        # a comment
        A=1
          B = two words  # comment
        export C=3
        D="quoted # not a comment" rest
        E='single "inside"'
        F=`back 'and' "forth"`
        G="a\\nb"
        H='a\\nb'
        I="first
        second"
        J=
        K="open
        L=l
        no equals sign
        A=again
        M=a=b
        """;

    assertThat(EnvFile.parse(text))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("A", "again"),
                Map.entry("B", "two words"),
                Map.entry("C", "3"),
                Map.entry("D", "quoted # not a comment"),
                Map.entry("E", "single \"inside\""),
                Map.entry("F", "back 'and' \"forth\""),
                Map.entry("G", "a\nb"),
                Map.entry("H", "a\\nb"),
                Map.entry("I", "first\nsecond"),
                Map.entry("J", ""),
                Map.entry("K", "\"open"),
                Map.entry("L", "l"),
                Map.entry("M", "a=b")));
  }

  @Test
  void linesMayEndAsOnWindows() {
    assertThat(EnvFile.parse("A=1\r\nB=2\r\n")).isEqualTo(Map.of("A", "1", "B", "2"));
    assertThat(EnvFile.parse("")).isEmpty();
  }
}
