package dev.jpm.osv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips, folders and databases of advisories: asked, kept, and refused. */
class OsvAdvisoriesTest {
  private static final OsvLimits SMALL = new OsvLimits(10_000, 50_000, 20);

  @TempDir private Path temp;

  @Test
  void aZipAFolderAndTheDatabaseMadeOfThemAnswerAlike() throws IOException {
    Map<String, String> records = records("a", "b", "@s/c");
    Path zip = zip(records);
    Path folder = Files.createDirectories(temp.resolve("folder/deeper"));
    for (Map.Entry<String, String> one : records.entrySet()) {
      Files.writeString(folder.resolve(one.getKey()), one.getValue());
    }

    List<Advisory> ofZip = source(zip).advisories(asked("@s/c", "a"));

    assertThat(ofZip).extracting(Advisory::name).containsExactly("@s/c", "a");
    assertThat(source(temp.resolve("folder")).advisories(asked("@s/c", "a"))).isEqualTo(ofZip);
    assertThat(databases())
        .hasSize(2)
        .allSatisfy(database ->
            assertThat(source(database).advisories(asked("@s/c", "a"))).isEqualTo(ofZip));
  }

  @Test
  void ofWhatWasExpectedOnlyWhatIsAskedForIsToldAndWhatWasNotIsLookedFor() throws IOException {
    OsvAdvisories source = source(zip(records("a", "b", "c")));
    List<Advisory> before = source.advisories(asked("b", "c"));

    source.expect(asked("a", "b"));

    assertThat(source.advisories(asked("b"))).isEqualTo(before.subList(0, 1));
    assertThat(source.advisories(asked("b", "c"))).isEqualTo(before);
  }

  @Test
  void whoGotReadyAnswersAsWhoDidNot() throws IOException {
    Path zip = zip(records("a", "b"));
    OsvAdvisories beforeAnImport = source(zip);
    beforeAnImport.prepare();
    List<Advisory> first = beforeAnImport.advisories(asked("a", "b"));
    OsvAdvisories after = source(zip);
    after.prepare();

    assertThat(first).hasSize(2);
    assertThat(after.advisories(asked("a", "b"))).isEqualTo(first);
    OsvAdvisories nowhere = source(temp.resolve("nothing.zip"));
    nowhere.prepare();
    assertThatThrownBy(() -> nowhere.advisories(asked("a"))).isInstanceOf(JpmException.class);
  }

  @Test
  void linksAreFollowedAndTheirChangesSeen() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("records"));
    Path elsewhere = Files.writeString(temp.resolve("a.txt"), record("GHSA-1", "a", "1.5.0"));
    Files.createSymbolicLink(folder.resolve("a.json"), elsewhere);
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

    assertThat(source(link).advisories(asked("a"))).hasSize(1);
    Files.writeString(elsewhere, record("GHSA-1", "other", "1.5.0"));
    assertThat(source(link).advisories(asked("a"))).isEmpty();
  }

  @Test
  void onlyWhatConcernsTheVersionsIsTold() throws IOException {
    Path zip = zip(records("a"));
    SequencedMap<String, List<String>> versions = new LinkedHashMap<>();
    versions.put("a", List.of("2.0.0"));

    assertThat(source(zip).advisories(versions)).isEmpty();
  }

  @Test
  void whatTwoSourcesSayOfTheSameVersionsIsToldOnce() throws IOException {
    Path zip =
        zip(
            Map.of(
                "GHSA-1.json",
                    record("GHSA-1", "a", "1.5.0").replace("}]}", "}],\"aliases\":[\"CVE-1\"]}"),
                "MAL-1.json",
                    record("MAL-1", "a", "1.5.0").replace("}]}", "}],\"aliases\":[\"GHSA-1\"]}"),
                "MAL-2.json",
                    record("MAL-2", "a", "1.6.0").replace("}]}", "}],\"aliases\":[\"GHSA-1\"]}")));

    assertThat(source(zip).advisories(asked("a")))
        .extracting(Advisory::publicId)
        .containsExactly("GHSA-1", "MAL-2");
  }

  @Test
  void aZipIsImportedOnceAndAgainWhenItChanges() throws IOException {
    Path zip = zip(records("a"));
    source(zip).advisories(asked("a"));
    List<Path> first = databases();
    FileTime made = Files.getLastModifiedTime(first.getFirst());
    source(zip).advisories(asked("a"));
    assertThat(databases()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.getFirst())).isEqualTo(made);

    zip(records("a", "b"));

    assertThat(source(zip).advisories(asked("b"))).hasSize(1);
    assertThat(databases()).hasSize(1).isNotEqualTo(first);
  }

  @Test
  void whatNobodyAskedForLongIsRemoved() throws IOException {
    Instant now = Instant.now();
    source(zip(records("a"))).advisories(asked("a"));
    ImportedDatabases imported = new ImportedDatabases(temp.resolve("kept"));
    assertThat(imported.all()).extracting(ImportedDatabases.Imported::file).isEqualTo(databases());

    Files.setLastModifiedTime(databases().getFirst(), FileTime.from(now.minus(40, DAYS)));
    source(temp.resolve("all.zip")).advisories(asked("a"));
    assertThat(imported.removeUnusedSince(now.minus(30, DAYS))).isEmpty();

    Files.setLastModifiedTime(databases().getFirst(), FileTime.from(now.minus(40, DAYS)));
    assertThat(imported.removeUnusedSince(now.minus(30, DAYS))).hasSize(1);
    assertThat(databases()).isEmpty();
    assertThat(new ImportedDatabases(temp.resolve("nowhere")).all()).isEmpty();
  }

  @Test
  void anImportThatWasDamagedIsMadeAgain() throws IOException {
    Path zip = zip(records("a"));
    source(zip).advisories(asked("a"));
    Files.writeString(databases().getFirst(), "no database");

    assertThat(source(zip).advisories(asked("a"))).hasSize(1);
  }

  @Test
  void torn() throws IOException {
    Path zip = zip(records("a", "b"));
    byte[] whole = Files.readAllBytes(zip);
    for (int length = 0; length < whole.length; length += whole.length / 10) {
      Path torn = Files.write(temp.resolve("torn.zip"), Arrays.copyOf(whole, length));
      refused(torn, "torn.zip");
    }
    byte[] flipped = whole.clone();
    flipped[45] ^= 0x55;
    refused(Files.write(temp.resolve("flipped.zip"), flipped), "flipped.zip");
  }

  @Test
  void hostileZipsAreRefusedWithThePlace() throws IOException {
    String good = record("GHSA-1", "a", "2.0.0");
    for (String name :
        List.of("../a.json", "x/../../a.json", "/a.json", "..\\a.json", "C:a.json")) {
      refused(zip(Map.of(name, good)), name);
    }
    refused(zip(Map.of("bomb.json", " ".repeat(20_000))), "record bomb.json is bigger than");
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 21; i++) {
      many.put("r" + i + ".json", good);
    }
    refused(zip(many), "more than 20 records");
    many.replaceAll((_, text) -> " ".repeat(9_000) + text);
    refused(zip(many), "it is bigger than 50000 bytes");
    refused(zip(Map.of("deep.json", "[".repeat(9_000))), "deep.json: it is nested deeper");
    refused(zip(Map.of("torn.json", "{\"id\":")), "torn.json, line 1");
  }

  /** Names are asked for in a view that never ends. */
  @Test
  void aDatabaseWithAnythingButTheTableIsRefused() throws IOException, SQLException {
    Path file = temp.resolve("hostile.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA application_id = 0x6a706d4f");
      statement.execute("PRAGMA user_version = 2");
      statement.execute(
          "CREATE VIEW advisories AS WITH RECURSIVE c(name) AS"
              + " (SELECT 'a' UNION ALL SELECT 'a' FROM c) SELECT name, '*' AS range, 'i' AS id,"
              + " '' AS title, '' AS severity, '' AS cvss, '' AS cwe, '' AS aliases FROM c");
    }

    refused(file, "it is no database of advisories");
  }

  @Test
  void whatHoldsNothingAboutNpmIsNoAllClear() throws IOException {
    refused(zip(Map.of("README.md", "x")), "no OSV records about npm");
    refused(zip(Map.of("a.json", record("GO-1", "a", "1").replace("npm", "Go"))), "no OSV records");
    refused(Files.createDirectories(temp.resolve("empty")), "no OSV records");
    refused(temp.resolve("nowhere.zip"), "nowhere.zip");
    Path foreign = temp.resolve("foreign.db");
    Files.write(foreign, Arrays.copyOf("SQLite format 3\0".getBytes(UTF_8), 4096));
    refused(foreign, "foreign.db");
  }

  private void refused(Path source, String message) {
    assertThatThrownBy(() -> source(source).advisories(asked("a")))
        .as(source.toString())
        .isInstanceOfSatisfying(
            JpmException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.ENOAUDIT))
        .hasMessageContaining(message);
    try {
      assertThat(databases()).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private OsvAdvisories source(Path source) {
    return new OsvAdvisories(source, temp.resolve("kept"), SMALL);
  }

  private List<Path> databases() throws IOException {
    if (!Files.exists(temp.resolve("kept"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(temp.resolve("kept"))) {
      return files.sorted().toList();
    }
  }

  private static SequencedMap<String, List<String>> asked(String... names) {
    SequencedMap<String, List<String>> versions = new LinkedHashMap<>();
    for (String name : names) {
      versions.put(name, List.of("1.0.0"));
    }
    return versions;
  }

  private Path zip(Map<String, String> records) throws IOException {
    Path file = temp.resolve("all.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> one : records.entrySet()) {
        zip.putNextEntry(new ZipEntry(one.getKey()));
        zip.write(one.getValue().getBytes(UTF_8));
      }
    }
    return file;
  }

  private static Map<String, String> records(String... names) {
    Map<String, String> records = new LinkedHashMap<>();
    for (String name : names) {
      String id = "GHSA-" + name.replaceAll("\\W", "");
      records.put(id + ".json", record(id, name, "2.0.0"));
    }
    return records;
  }

  private static String record(String id, String name, String fixed) {
    return """
    {"id":"%s","affected":[{"package":{"ecosystem":"npm","name":"%s"},"ranges":[{"type":"SEMVER",\
    "events":[{"introduced":"0"},{"fixed":"%s"}]}]}]}\
    """
        .formatted(id, name, fixed);
  }
}
