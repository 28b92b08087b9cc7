package dev.jpm.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "1.0|1",
        "-0|0",
        "1e3|1000",
        "1.50|1.5",
        "12345678901234567890|12345678901234567000",
        "1e21|1e+21",
        "123456789012345680000|123456789012345680000",
        "1.5e300|1.5e+300",
        "0.000001|0.000001",
        "1e-7|1e-7",
        "1.25e-9|1.25e-9",
        "-0.1|-0.1",
        "9007199254740993|9007199254740992",
        "[]|[]",
        "{}|{}",
        "[1,[true,false,null]]|[1,[true,false,null]]",
        "{\"b\":1,\"a\":2,\"b\":3}|{\"b\":3,\"a\":2}",
        "{\"b\":1,\"10\":2,\"9\":3,\"01\":4}|{\"9\":3,\"10\":2,\"b\":1,\"01\":4}",
        "\"\\u0041\\/\\u2028\\u001F\\u007f\\ud800x\\ud83d\\ude00\"|"
            + "\"A/\u2028\\u001f\u007f\\ud800x\ud83d\ude00\"",
        "\"\\b\\f\\n\\r\\t\\\\\\\"\"|\"\\b\\f\\n\\r\\t\\\\\\\"\"",
      })
  void writesWhatJavaScriptWouldWrite(String text, String expected) {
    assertThat(JsonWriter.write(JsonText.parse(text, "x"), new JsonStyle("", "")))
        .isEqualTo(expected);
  }

  @Test
  void laysOutWithIndentAndNewline() {
    String text = "{\"a\":{},\"b\":[],\"c\":[1,{\"d\":2}]}";
    assertThat(JsonWriter.write(JsonText.parse(text, "x"), new JsonStyle("\t", "\r\n")))
        .isEqualTo(
            "{\r\n\t\"a\": {},\r\n\t\"b\": [],\r\n\t\"c\": [\r\n\t\t1,\r\n\t\t{\r\n\t\t\t\"d\":"
                + " 2\r\n\t\t}\r\n\t]\r\n}");
  }

  @Test
  void sortsScalarsBeforeObjectsAndPreferredKeysFirst() {
    String text =
        "{\"z\":1,\"dependencies\":{\"b\":1,\"a-b\":1,\"version\":2},\"m\":{},\"version\":3,\"arr\":[]}";
    assertThat(
            JsonWriter.writeSorted(
                JsonText.parse(text, "x"),
                new JsonStyle("", "\n"),
                List.of("version", "dependencies")))
        .isEqualTo(
            "{\"version\":3,\"arr\":[],\"z\":1,\"dependencies\":{\"version\":2,\"a-b\":1,\"b\":1},\"m\":{}}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{}|ss|~",
        "{}~|ss|~",
        "{}~~|ss|~~",
        "{~  'a': 1}|ss|~",
        "{~>'a': 1}|>|~",
        "  [~~   1]|sss|~~",
        "{^    'a': 1}|ssss|^",
        "{'a':1}||",
        "{ 'a':1~}||",
        "{~'a':1}||~",
      })
  void findsTheStyleThatNpmFinds(String text, @Nullable String indent, @Nullable String newline) {
    JsonStyle style = JsonStyle.of(broken(text));
    assertThat(style)
        .isEqualTo(
            new JsonStyle(
                indent == null ? "" : broken(indent.replace('s', ' ')),
                newline == null ? "" : broken(newline)));
  }

  @Test
  void passesOverAByteOrderMark() {
    assertThat(JsonText.parseObject("\ufeff{}", "x")).isEmpty();
    assertThat(JsonStyle.of("\ufeff{\n \"a\":1}").indent()).isEqualTo(" ");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{~  \"a\": 1,~}|3|1",
        "{\"a\" 1}|1|6",
        "{} x|1|4",
        "{\"a\": 01}|1|8",
        "{'a': 1}|1|2",
        "[1~|2|1",
        "// no~{}|1|1",
      })
  void saysWhereItIsWrong(String text, int line, int column) {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> JsonText.parse(broken(text), "package.json"))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.EJSONPARSE);
          assertThat(e.sentence())
              .startsWith("Invalid package.json, line " + line + ", column " + column);
        });
  }

  @Test
  void saysWhenThereIsNothingOrNoObject() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> JsonText.parse(" ", "a.json"))
        .satisfies(e -> assertThat(e.sentence()).contains("it is empty"));
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> JsonText.parseObject("[]", "a.json"))
        .satisfies(e -> assertThat(e.sentence()).contains("must hold a JSON object"));
  }

  private static String broken(String text) {
    return text.replace("^", "\r\n").replace('~', '\n').replace('>', '\t');
  }
}
