package dev.jpm.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PackListTest {
  @TempDir private Path folder;

  static Stream<JsonNode> npmPacks() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PackListTest.class.getResourceAsStream("npm-packs.jsonl"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("{"))
              .map(JsonMapper.shared()::readTree)
              .toList()
              .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("npmPacks")
  void packsWhatNpmPacks(JsonNode kept) throws IOException {
    for (var file : kept.path("files").properties()) {
      write(file.getKey(), file.getValue().stringValue());
    }

    assertThat(packed())
        .containsExactlyElementsOf(
            kept.path("packed").valueStream().map(JsonNode::stringValue).toList());
  }

  @Test
  void linksAreNeverPacked() throws IOException {
    write("package.json", "{}");
    write("a.js", "");
    Files.createSymbolicLink(folder.resolve("b.js"), Path.of("a.js"));
    Files.createSymbolicLink(folder.resolve("c"), Path.of("."));

    assertThat(packed()).containsExactly("a.js", "package.json");
  }

  @Test
  void bundledDependenciesBringAlongWhatTheyDependOn() throws IOException {
    write(
        "package.json",
        """
        {"dependencies": {"a": "*", "other": "*"}, "devDependencies": {"dev": "*"},
         "bundleDependencies": ["a", "dev", "gone"]}
        """);
    write("node_modules/a/package.json", "{\"dependencies\": {\"b\": \"*\", \"@s/c\": \"*\"}}");
    write("node_modules/a/.gitignore", "x.js");
    write("node_modules/a/x.js", "");
    write("node_modules/a/node_modules/b/package.json", "{\"dependencies\": {\"a\": \"*\"}}");
    write("node_modules/@s/c/package.json", "{}");
    write("node_modules/dev/package.json", "{}");
    write("node_modules/other/package.json", "{}");

    assertThat(packed())
        .containsExactlyInAnyOrder(
            "package.json",
            "node_modules/a/package.json",
            "node_modules/a/.gitignore",
            "node_modules/a/x.js",
            "node_modules/a/node_modules/b/package.json",
            "node_modules/@s/c/package.json");
  }

  private List<String> packed() throws IOException {
    String text = Files.readString(folder.resolve("package.json"));
    Manifest manifest =
        ManifestNormalizer.ofPackageJson(JsonText.parseObject(text, "package.json"));
    return PackList.of(folder, manifest);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
