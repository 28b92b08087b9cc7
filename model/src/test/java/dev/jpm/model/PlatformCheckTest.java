package dev.jpm.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PlatformCheckTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Platform LINUX = new Platform("linux", "x64", "glibc", "26.1.0", "11.19.1");
  private static final Platform MAC =
      new Platform("darwin", "arm64", null, "26.1.0-rc.1", "11.0.0");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                   | true  | true
          {"os":["linux"]}                     | true  | false
          {"os":"darwin"}                      | false | true
          {"os":["!win32"]}                    | true  | true
          {"os":["!linux"]}                    | false | true
          {"os":["!win32","darwin"]}           | false | true
          {"os":["any"]}                       | true  | true
          {"os":["any","win32"]}               | false | false
          {"os":[]}                            | true  | true
          {"os":["linux"],"cpu":["arm64"]}     | false | false
          {"libc":["glibc"]}                   | true  | false
          {"libc":["musl"]}                    | false | false
          """)
  void admitsPlatformsAsNpm(String manifest, boolean linux, boolean mac) {
    assertThat(PlatformCheck.isSupported(manifest(manifest), LINUX)).isEqualTo(linux);
    assertThat(PlatformCheck.isSupported(manifest(manifest), MAC)).isEqualTo(mac);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                     | true  | true
          {"engines":{"node":">=18"}}            | true  | true
          {"engines":{"node":">=26.1.0"}}        | true  | false
          {"engines":{"node":">=20 <23"}}       | false | false
          {"engines":{"node":"nonsense"}}        | false | false
          {"engines":{"node":"*"}}               | true  | true
          {"engines":{"node":""}}                | true  | true
          {"engines":{"npm":">=11.5"}}           | true  | false
          {"engines":["node >= 30"]}             | true  | true
          """)
  void admitsEnginesAsNpm(String manifest, boolean linux, boolean mac) {
    assertThat(PlatformCheck.isEngineSupported(manifest(manifest), LINUX)).isEqualTo(linux);
    assertThat(PlatformCheck.isEngineSupported(manifest(manifest), MAC)).isEqualTo(mac);
  }

  private static Manifest manifest(String json) {
    return new Manifest((ObjectNode) JSON.readTree(json));
  }
}
