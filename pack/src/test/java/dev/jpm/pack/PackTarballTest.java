package dev.jpm.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Manifest;
import dev.jpm.model.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTarballTest {
  @TempDir private Path folder;

  @Test
  void aHeaderHasNpmsBytes() throws IOException {
    write("a.js", "x", "rw-rw-rw-");

    byte[] tar = tar(List.of("a.js"));

    assertThat(new String(tar, 0, 512, StandardCharsets.ISO_8859_1).replace('\0', '~'))
        .isEqualTo(
            "package/a.js"
                + "~".repeat(88)
                + "000644 ~"
                + "~".repeat(16)
                + "0000000001 ~"
                + "3560116604 ~"
                + "010025 ~"
                + "0"
                + "~".repeat(100)
                + "ustar~00"
                + "~".repeat(64)
                + "000000 ~000000 ~"
                + "~".repeat(167));
    assertThat(tar).hasSize(2048);
  }

  @Test
  void pathsWithoutRoomAreToldInAnExtendedHeader() throws IOException {
    String name = "é".repeat(60) + ".js";
    write(name, "x", "rw-r--r--");

    byte[] tar = tar(List.of(name));

    assertThat(new String(tar, 512, 512, StandardCharsets.UTF_8).replace("\0", ""))
        .isEqualTo("141 path=package/" + name + "\n19 mtime=499162500\n9 size=1\n");
    assertThat(tar[156]).isEqualTo((byte) 'x');
    assertThat(entries(tar))
        .extracting(TarArchiveEntry::getName)
        .containsExactly("package/" + name);
  }

  @Test
  void longPathsAreSplitAtASlash() throws IOException {
    String path = "d".repeat(90) + "/" + "f".repeat(60);
    write(path, "x", "rw-r--r--");

    byte[] tar = tar(List.of(path));

    assertThat(tar).hasSize(2048);
    assertThat(entries(tar))
        .extracting(TarArchiveEntry::getName)
        .containsExactly("package/" + path);
  }

  @Test
  void modesAreThoseThatMakeSenseElsewhereAndBinsAtTheTopCanBeRun() throws IOException {
    write("bin.js", "", "rw-------");
    write("run.sh", "", "rwxrwxrwx");
    write("read.txt", "", "r--r--r--");

    assertThat(entries(tar(List.of("bin.js", "run.sh", "read.txt"))))
        .extracting(entry -> Integer.toOctalString(entry.getMode()))
        .containsExactly("711", "755", "644");
  }

  @Test
  void theSameFilesMakeTheSameBytes() throws IOException {
    write("a.js", "x".repeat(5000), "rw-r--r--");
    byte[] first = compressed(List.of("a.js"));
    Files.setLastModifiedTime(folder.resolve("a.js"), FileTime.fromMillis(0));

    assertThat(compressed(List.of("a.js"))).isEqualTo(first);
    assertThat(HexFormat.of().formatHex(first, 0, 10)).isEqualTo("1f8b08000000000002ff");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(first))) {
      assertThat(in.readAllBytes()).isEqualTo(tar(List.of("a.js")));
    }
  }

  private void write(String path, String text, String mode) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private byte[] tar(List<String> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tarball().writeTar(files, out);
    return out.toByteArray();
  }

  private byte[] compressed(List<String> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tarball().write(files, out);
    return out.toByteArray();
  }

  private PackTarball tarball() {
    Manifest manifest = new Manifest(JsonText.parseObject("{\"bin\":{\"b\":\"bin.js\"}}", "x"));
    return new PackTarball(folder, manifest);
  }

  private static List<TarArchiveEntry> entries(byte[] tar) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
