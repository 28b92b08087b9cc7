package dev.jpm.packument;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackumentReaderTest {
  private static final String DOCUMENT =
      """
      {"_id":"a","name":"a","readme":"# {\\"quoted\\"} \\\\","dist-tags":{"latest":"1.1.0","beta":"2.0.0-b"},
       "versions" : {
        "1.0.0":{"name":"a","version":"1.0.0","description":"}{","engines":{"node":">=4"},
          "dependencies":{"b":"^1.0.0"},"devDependencies":{"mocha":"*"},
          "scripts":{"test":"x","postinstall":"node i.js"},
          "dist":{"tarball":"http://registry.example/a/-/a-1.0.0.tgz","fileCount":3,"shasum":"00"}},
        "1.1.0":{"name":"a","version":"1.1.0","engines":{"node":">=4"},"scripts":{"test":"x"},
          "deprecated":"no more","maintainers":[{"name":"m"}],"dist":{"integrity":"sha512-x"}}},
       "time":{"created":"2020-01-01T00:00:00.000Z","1.0.0":"2020-01-02T00:00:00.000Z","unpublished":{}},
       "users":{"x":true}}
      """;

  @Test
  void keepsWhatInstallsNeedAndLeavesTheRest() throws IOException {
    Packument packument = read(DOCUMENT);

    assertThat(packument.name()).isEqualTo("a");
    assertThat(packument.distTags())
        .containsEntry("latest", "1.1.0")
        .containsEntry("beta", "2.0.0-b");
    assertThat(packument.versions().keySet()).containsExactly("1.0.0", "1.1.0");
    assertThat(packument.time())
        .containsOnlyKeys("created", "1.0.0")
        .containsEntry("1.0.0", "2020-01-02T00:00:00.000Z");
    Packument.Release first = release(packument, "1.0.0");
    assertThat(first.manifest().json().propertyNames())
        .contains("name", "version", "engines", "dependencies", "scripts", "dist")
        .doesNotContain("description", "devDependencies");
    assertThat(first.manifest().dependencies()).containsEntry("b", "^1.0.0");
    assertThat(first.manifest().scripts()).containsOnlyKeys("postinstall");
    assertThat(first.manifest().json().path("dist").propertyNames())
        .containsExactly("tarball", "shasum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"dist-tags\":{\"latest\":1.0.0}",
        "\"dist-tags\":[nope]",
        "\"time\":{\"1.0.0\":2020-01-01}",
        "\"time\":{\"1.0.0\":\"\\x\"}"
      })
  void refusesTagsAndTimesThatAreNoJson(String field) {
    assertThatThrownBy(() -> read("{\"name\":\"a\"," + field + ",\"versions\":{}}"))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void tellsOfOtherPiecesThatAreNoJson() throws IOException {
    String engines = "\"engines\":{\"node\":1.0.0}";
    Packument packument = read("{\"name\":\"a\",\"versions\":{\"1.0.0\":{" + engines + "}}}");

    assertThatThrownBy(() -> release(packument, "1.0.0").nodeEngine())
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EJSONPARSE));
  }

  @Test
  void tellsDeprecationAndEngineWithoutTheManifest() throws IOException {
    Packument packument = read(DOCUMENT);

    assertThat(release(packument, "1.0.0").isDeprecated()).isFalse();
    assertThat(release(packument, "1.1.0").isDeprecated()).isTrue();
    assertThat(release(packument, "1.0.0").nodeEngine()).isEqualTo(">=4");
    assertThat(release(packument, "1.1.0").nodeEngine()).isEqualTo(">=4");
  }

  @Test
  void deprecationIsWhatJavaScriptTakesForTrue() throws IOException {
    String versions =
        """
        {"versions":{"1.0.0":{"deprecated":""},"2.0.0":{"deprecated":false},
         "3.0.0":{"deprecated":true},"4.0.0":{"deprecated":null},"5.0.0":{"deprecated":"x"}}}
        """;

    assertThat(
            read(versions).versions().values().stream()
                .filter(Packument.Release::isDeprecated)
                .map(Packument.Release::version))
        .containsExactly("3.0.0", "5.0.0");
  }

  @Test
  void survivesTheCache() throws IOException {
    SlimPackument slim = PackumentReader.read(DOCUMENT.getBytes(UTF_8));

    Packument again = SlimPackument.of(slim.bytes()).orElseThrow().toPackument("?");

    Packument fresh = slim.toPackument("?");
    assertThat(again.name()).isEqualTo(fresh.name());
    assertThat(again.distTags()).isEqualTo(fresh.distTags());
    assertThat(again.time()).isEqualTo(fresh.time());
    assertThat(again.versions().values().stream().map(Packument.Release::manifest))
        .isEqualTo(fresh.versions().values().stream().map(Packument.Release::manifest).toList());
  }

  @Test
  void refusesDamagedBytesOfTheCache() throws IOException {
    byte[] bytes = PackumentReader.read(DOCUMENT.getBytes(UTF_8)).bytes();
    byte[] flipped = bytes.clone();
    flipped[bytes.length - 5] ^= 1;

    assertThat(SlimPackument.of(flipped)).isEmpty();
    assertThat(SlimPackument.of(new byte[10])).isEmpty();
  }

  @Test
  void readsTheSameWhereverTheBufferEnds() throws IOException {
    Packument whole = read(DOCUMENT);

    Packument drips = PackumentReader.read(new Dripping(DOCUMENT.getBytes(UTF_8))).toPackument("?");

    assertThat(drips.versions().values().stream().map(Packument.Release::manifest))
        .isEqualTo(whole.versions().values().stream().map(Packument.Release::manifest).toList());
    assertThat(drips.time()).isEqualTo(whole.time());
  }

  @Test
  void keepsEqualValuesOnce() throws IOException {
    StringBuilder versions = new StringBuilder();
    String dependencies = "\"dependencies\":{\"" + "long-name".repeat(50) + "\":\"^1.0.0\"}";
    for (int i = 0; i < 100; i++) {
      versions.append(i == 0 ? "" : ",").append("\"" + i + ".0.0\":{" + dependencies + "}");
    }

    SlimPackument slim =
        PackumentReader.read(("{\"versions\":{" + versions + "}}").getBytes(UTF_8));

    assertThat(slim.bytes().length).isLessThan(5000);
    assertThat(slim.toPackument("a").versions().values())
        .allMatch(release -> release.manifest().dependencies().size() == 1);
  }

  @Test
  void ofAFieldWrittenTwiceTheLastCounts() throws IOException {
    Packument packument =
        read(
            "{\"versions\":{\"1.0.0\":{\"engines\":{\"node\":\"1\"},\"engines\":{\"node\":\"2\"}}}}");

    assertThat(release(packument, "1.0.0").nodeEngine()).isEqualTo("2");
    assertThat(release(packument, "1.0.0").manifest().engines()).containsEntry("node", "2");
  }

  @Test
  void readsVersionsThatAPolicyWithholds() throws IOException {
    Packument packument =
        read(
            """
            {"name":"a","versions":{},"policyRestrictions":{"message":"malware",
             "versions":{"1.0.0":{"name":"a","version":"1.0.0"}}}}
            """);

    assertThat(packument.restriction()).isEqualTo("malware");
    assertThat(packument.restricted()).containsOnlyKeys("1.0.0");
  }

  @Test
  void passesOverAByteOrderMark() throws IOException {
    assertThat(read("\uFEFF{\"name\":\"a\"}").name()).isEqualTo("a");
  }

  @Test
  void takesTheAskedNameWhereTheDocumentHasNone() throws IOException {
    assertThat(read("{\"versions\":{\"1.0.0\":{}}}").name()).isEqualTo("asked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!doctype html>", "[]", "\"text\"", "{\"name\" 1}", "{\"a\":1 x}"})
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"versions\":{\"1.0.0\":{", "{\"name\":\"a"})
  void tellsAnEndThatComesTooEarly(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(EOFException.class);
  }

  private static Packument read(String document) throws IOException {
    return PackumentReader.read(document.getBytes(UTF_8)).toPackument("asked");
  }

  private static Packument.Release release(Packument packument, String version) {
    return Objects.requireNonNull(packument.versions().get(version));
  }

  /** Gives one byte at a time. */
  private static final class Dripping extends InputStream {
    private final ByteArrayInputStream in;

    Dripping(byte[] bytes) {
      in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return in.read(target, offset, Math.min(length, 1));
    }
  }
}
