package dev.jpm.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Manifest;
import dev.jpm.pack.TarballContents.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is told of a tarball. */
class TarballContentsTest {
  @TempDir private Path folder;

  @Test
  void filesStandInTheOrderInWhichNpmTellsThem() throws IOException {
    TarballContents contents =
        packed(
            "f10.txt",
            "f2.txt",
            "Zed",
            "README.md",
            "_under",
            "a/b10",
            "a/b9",
            "1",
            "node_modules/@s/x/i.js",
            "node_modules/y/i.js");

    assertThat(contents.files().stream().map(Entry::path))
        .containsExactly(
            "_under",
            "1",
            "README.md",
            "Zed",
            "a/b9",
            "a/b10",
            "f2.txt",
            "f10.txt",
            "node_modules/@s/x/i.js",
            "node_modules/y/i.js");
    assertThat(contents.bundled()).containsExactly("@s/x", "y");
    assertThat(contents.unpackedSize()).isEqualTo(30);
    assertThat(contents.files().getFirst()).isEqualTo(new Entry("_under", 3, 0644));
  }

  @Test
  void whatIsNoTarballIsSaidToBeNone() {
    byte[] text = "no tarball".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> TarballContents.of(text)).hasMessage("The tarball cannot be read");
  }

  private TarballContents packed(String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "abc");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PackTarball(folder, new Manifest(JsonNodeFactory.instance.objectNode()))
        .write(List.of(files), out);
    return TarballContents.of(out.toByteArray());
  }
}
