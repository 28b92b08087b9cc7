package dev.jpm.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an engine finds in the tar of the mirror's image. */
class MirrorImageTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path temp;
  private Path jpm;

  /** A small jpm: the Java that runs this stands for its own. */
  @BeforeEach
  void layOut() throws IOException {
    jpm = lay(temp.resolve("jpm"));
  }

  private static Path lay(Path folder) throws IOException {
    Path java = Files.createDirectories(folder.resolve("runtime/bin")).resolve("java");
    Files.copy(Path.of(System.getProperty("java.home"), "bin", "java"), java);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-x---"));
    Path lib = Files.createDirectories(folder.resolve("runtime/lib"));
    Files.copy(
        Path.of(System.getProperty("java.home"), "lib", "libjli.so"), lib.resolve("libjli.so"));
    write(folder.resolve("lib/jpm.jar"), "jpm");
    write(folder.resolve("lib/other.jar"), "other");
    write(folder.resolve("lib/native/libsqlitejdbc.txt"), "native");
    write(folder.resolve("lib/install.aot"), "a cache");
    write(folder.resolve("bin/jpm"), "a launcher");
    return folder;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void itServesAsAUserOfItsOwn() throws Exception {
    Map<String, byte[]> tar = untar(built(jpm, "one.tar", MirrorImage.SCRATCH));
    JsonNode manifest = JSON.readTree(tar.get("manifest.json")).path(0);
    assertThat(manifest.path("RepoTags").path(0).asString()).isEqualTo("jpm-mirror:test");
    JsonNode image = JSON.readTree(tar.get(manifest.path("Config").asString()));
    assertThat(image.path("os").asString()).isEqualTo("linux");
    JsonNode config = image.path("config");
    assertThat(config.path("User").asString()).isEqualTo("10001:10001");
    assertThat(config.path("Volumes").propertyNames()).containsExactly("/var/lib/jpm-mirror");
    assertThat(config.path("ExposedPorts").propertyNames()).containsExactly("4873/tcp");
    assertThat(texts(config.path("Entrypoint")))
        .containsExactly("/opt/jpm/runtime/bin/java", "@/opt/jpm/mirror.args", "mirror");
    assertThat(texts(config.path("Cmd"))).containsExactly("serve", "/etc/jpm-mirror/mirror.yaml");
    assertThat(texts(config.path("Healthcheck").path("Test")))
        .startsWith("CMD", "/opt/jpm/runtime/bin/java")
        .endsWith("http://127.0.0.1:4873/-/ready");

    Map<String, String> files = new TreeMap<>();
    for (String layer : texts(manifest.path("Layers"))) {
      files.putAll(listed(Objects.requireNonNull(tar.get(layer))));
    }
    assertThat(image.path("rootfs").path("diff_ids").size()).isEqualTo(4);
    assertThat(files)
        .containsEntry("opt/jpm/runtime/bin/java", "755 0:0")
        .containsEntry("opt/jpm/lib/jpm.jar", "644 0:0")
        .containsEntry("opt/jpm/lib/other.jar", "644 0:0")
        .containsEntry("opt/jpm/lib/native/libsqlitejdbc.txt", "644 0:0")
        .containsEntry("opt/jpm/mirror.args", "644 0:0")
        .containsEntry("etc/jpm-mirror/mirror.yaml", "644 0:0")
        .containsEntry("var/lib/jpm-mirror/", "755 10001:10001")
        .containsEntry("tmp/", "777 0:0")
        .doesNotContainKeys("opt/jpm/lib/install.aot", "opt/jpm/bin/jpm");
    assertThat(files.keySet()).as("a C library").anyMatch(file -> file.endsWith("/libc.so.6"));
  }

  @Test
  void theSameFilesMakeTheSameImage() throws Exception {
    Path other = lay(temp.resolve("other"));
    Files.setLastModifiedTime(other.resolve("lib/jpm.jar"), FileTime.from(Instant.EPOCH));
    Path one = built(jpm, "one.tar", MirrorImage.SCRATCH);
    Path two = built(other, "two.tar", MirrorImage.SCRATCH);
    assertThat(two).hasSameBinaryContentAs(one);

    // Upon another image it brings nothing of this machine.
    Map<String, byte[]> upon = untar(built(jpm, "three.tar", "tar://" + one));
    List<String> layers = texts(JSON.readTree(upon.get("manifest.json")).path(0).path("Layers"));
    assertThat(layers).hasSize(4 + 3);
    assertThatThrownBy(() -> built(jpm, "four.tar", "base.example/java:25"))
        .hasMessageContaining("say its digest");
    try (var left = Files.list(temp)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("jpm", "other", "one.tar", "two.tar", "three.tar");
    }
  }

  private Path built(Path folder, String name, String base) throws Exception {
    Path tar = temp.resolve(name);
    new MirrorImage(folder, Path.of("src/main/image/mirror.yaml"), base)
        .write(tar, "jpm-mirror:test");
    return tar;
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static Map<String, byte[]> untar(Path tar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  /** Modes and owners by name. */
  private static Map<String, String> listed(byte[] layer) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(layer));
        TarArchiveInputStream in = new TarArchiveInputStream(unzipped)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String mode = Integer.toOctalString(entry.getMode() & 0777);
        files.put(
            entry.getName(), mode + " " + entry.getLongUserId() + ":" + entry.getLongGroupId());
      }
    }
    return files;
  }
}
