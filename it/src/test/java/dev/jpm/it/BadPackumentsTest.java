package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a registry says of a package, the answer is right or an error that says what is so. */
class BadPackumentsTest {
  private static final Pattern STEERING = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
  private static final String LATEST = "{\"latest\": \"1.0.0\"}";

  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private int count;

  @BeforeEach
  void publish() {
    registry.publish("real", "1.0.0");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aDocumentThatIsNoPackument() {
    for (String document : new String[] {"[]", "\"text\"", "null", "7"}) {
      assertThat(codeOf(document, "*")).as(document).isEqualTo("EJSONPARSE");
    }
    for (String document : new String[] {"", "{\"versions\": {\"1.0.0\": {"}) {
      assertThat(codeOf(document, "*")).as(document).isEqualTo("ECONNRESET");
    }
    assertThat(codeOf("{}", "*")).isEqualTo("EJSONPARSE");
  }

  @Test
  void versionsThatAreNone() {
    for (String versions : new String[] {"[1]", "null", "7", "{\"1.0.0\": null, \"2.0.0\": 5}"}) {
      String document =
          "{\"name\": \"x\", \"dist-tags\": " + LATEST + ", \"versions\": " + versions;
      assertThat(codeOf(document + "}", "*")).as(versions).isEqualTo("ENOVERSIONS");
    }
  }

  @Test
  void tagsThatAreMissingOrPointNowhere() {
    String version = version("1.0.0", "");
    assertThat(codeOf("{\"versions\": {" + version + "}}", "*")).isEqualTo("ok");
    assertThat(codeOf("{\"versions\": {" + version + "}}", "latest")).isEqualTo("ETARGET");
    assertThat(codeOf(packument("{\"latest\": \"9.9.9\"}", version), "latest"))
        .isEqualTo("ETARGET");
    for (String tags : new String[] {"{\"latest\": \"9.9.9\"}", "[1]", "{\"latest\": {}}", "7"}) {
      assertThat(codeOf(packument(tags, version), "*")).as(tags).isEqualTo("ok");
    }
  }

  @Test
  void aDistThatNamesNoTarball() {
    for (String dist : new String[] {"", "\"dist\": \"no\"", "\"dist\": {\"integrity\": \"$I\"}"}) {
      assertThat(codeOf(packument(LATEST, whole("1.0.0", dist)), "*"))
          .as(dist)
          .isEqualTo("ETARBALL");
    }
    for (String url :
        new String[] {"::::", "file:///etc/hostname", "FILE:x.tgz", "ftp://h/x.tgz"}) {
      String dist = "\"dist\": {\"tarball\": \"" + url + "\"}";
      assertThat(codeOf(packument(LATEST, whole("1.0.0", dist)), "*"))
          .as(url)
          .isEqualTo("EUNSUPPORTEDPROTOCOL");
    }
    String nonsense = "\"dist\": {\"tarball\": \"$T\", \"integrity\": \"sha512-!!!\"}";
    assertThat(codeOf(packument(LATEST, whole("1.0.0", nonsense)), "*")).isEqualTo("EINTEGRITY");
  }

  @Test
  void fieldsOfOtherTypesThanTheyShouldBeCountForNothing() {
    for (String fields :
        new String[] {
          "\"dependencies\": [\"a\"],",
          "\"dependencies\": \"a\",",
          "\"dependencies\": {\"a\": 1, \"b\": null, \"c\": {}, \"d\": [\"1\"]},",
          "\"peerDependencies\": 7, \"peerDependenciesMeta\": [], \"optionalDependencies\": true,",
          "\"bundleDependencies\": \"yes\", \"engines\": [\"node >= 99\"], \"os\": 5, \"cpu\": {},",
          "\"libc\": [1], \"bin\": [1], \"scripts\": \"x\", \"funding\": 5, \"deprecated\": {},",
          "\"license\": [], \"hasInstallScript\": \"no\", \"_hasShrinkwrap\": 3,"
        }) {
      assertThat(codeOf(packument(LATEST, version("1.0.0", fields)), "*"))
          .as(fields)
          .isEqualTo("ok");
    }
  }

  @Test
  void aManifestThatSaysAnotherVersionOrNone() {
    String other = "\"1.0.0\": {\"name\": \"x\", \"version\": \"2.0.0\", " + dist() + "}";
    assertThat(codeOf(packument(LATEST, other), "*")).isEqualTo("ok");
    String none = "\"1.0.0\": {" + dist() + "}";
    CommandResult result = install(packument(LATEST, none), "*");
    assertThat(result.stderr()).contains("incomplete manifest for x, missing version");
  }

  @Test
  void versionsThatNoneCanBeOrThatAreVeryMany() {
    String huge = "9007199254740993.0.0";
    String path = "../../1";
    String lengthy = "1.0.0-" + "a".repeat(300);
    for (String absurd : new String[] {huge, path, lengthy, "not-a-version", "", " ", "1"}) {
      String document =
          packument("{\"latest\": \"1.0.0\"}", version("1.0.0", ""), version(absurd, ""));
      assertThat(codeOf(document, "*")).as(absurd).isEqualTo("ok");
      assertThat(codeOf(document, "^2.0.0")).as(absurd).isEqualTo("ETARGET");
    }
    StringBuilder many = new StringBuilder(version("1.0.0", ""));
    for (int i = 1; i < 50_000; i++) {
      many.append(',').append(version("1.0." + i, ""));
    }
    assertThat(codeOf(packument(LATEST, many.toString()), "^1.0.7")).isEqualTo("ok");
    assertThat(install(packument(LATEST, many.toString()), "^2.0.0").stderr())
        .contains("The nearest versions are 1.0.49999, 1.0.49998");
  }

  @Test
  void specsThatAreVeryLong() {
    String document = packument(LATEST, version("1.0.0", ""));
    assertThat(codeOf(document, "^1.0.0 || ".repeat(20_000) + "^2")).isEqualTo("ok");
    assertThat(codeOf(document, "^1.0.0" + " ".repeat(200_000))).isEqualTo("ok");
    assertThat(codeOf(document, "^" + "1".repeat(300))).isEqualTo("EINVALIDTAGNAME");
  }

  @Test
  void namesThatAreNone() {
    for (String name :
        new String[] {
          "../x",
          "@a/../../x",
          "node_modules",
          "favicon.ico",
          "__proto__",
          ".bin",
          "..\\\\up",
          "a\\u0000b",
          "a\\u001b[2Jb",
          ""
        }) {
      for (String spec : new String[] {"1", "npm:real@1"}) {
        String fields = "\"dependencies\": {\"" + name + "\": \"" + spec + "\"},";
        String code = codeOf(packument(LATEST, version("1.0.0", fields)), "*");
        assertThat(code).as(name + " " + spec).isEqualTo("EINVALIDPACKAGENAME");
      }
    }
    String lengthy = "\"dependencies\": {\"" + "a".repeat(5000) + "\": \"1\"},";
    assertThat(codeOf(packument(LATEST, version("1.0.0", lengthy)), "*")).isEqualTo("E404");
    String noPath = "\"dependencies\": {\"q\": \"file:\\u0000\"},";
    assertThat(codeOf(packument(LATEST, version("1.0.0", noPath)), "*")).isEqualTo("ENOENT");
  }

  @Test
  void binsCannotLeaveTheirFolder() {
    String bins =
        "\"bin\": {\"../../evil\": \"index.js\", \"__proto__\": \"index.js\", \"a\\u0000\": \"x\","
            + " \"ok\": \"../../../../etc/hostname\"},";
    TempProject project = project("*");

    CommandResult result = install(project, packument(LATEST, version("1.0.0", bins)));

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(project.has("node_modules/.bin/evil")).isTrue();
    assertThat(project.has("evil")).isFalse();
    assertThat(project.has("node_modules/.bin/ok")).isFalse();
  }

  @Test
  void deepDocumentsAreSkippedOrRefused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String document = packument(LATEST, version("1.0.0", ""));
    assertThat(codeOf("{\"a\": " + deep + "," + document.substring(1), "*")).isEqualTo("ok");
    String within = packument(LATEST, version("1.0.0", "\"engines\": " + deep + ","));
    assertThat(codeOf(within, "*")).isEqualTo("EJSONPARSE");
  }

  @Test
  void aPackageThatAsksForItself() {
    String fields =
        "\"dependencies\": {\"x\": \"*\", \"y\": \"npm:x@1\"},"
            + "\"peerDependencies\": {\"x\": \"1\", \"z\": \"npm:x@1\"},";
    assertThat(codeOf(packument(LATEST, version("1.0.0", fields)), "*")).isEqualTo("ok");
  }

  @Test
  void timesThatAreMissingNonsenseOrInTheFuture() {
    String versions = packument(LATEST, version("1.0.0", ""), version("2.0.0", ""));
    String[][] table = {
      {"", "ok"},
      {"{}", "ok"},
      {"[1]", "ok"},
      {"{\"1.0.0\": \"yesterday\", \"2.0.0\": 5}", "ok"},
      {"{\"1.0.0\": \"2019-01-01T00:00:00Z\"}", "ok"},
      {"{\"1.0.0\": \"2019-01-01T00:00:00Z\", \"2.0.0\": \"2999-01-01T00:00:00Z\"}", "ok"},
      {
        "{\"1.0.0\": \"2999-01-01T00:00:00Z\", \"2.0.0\": \"9999999-01-01T00:00:00Z\"}",
        "ENOVERSIONS"
      }
    };
    for (String[] row : table) {
      String document =
          row[0].isEmpty()
              ? versions
              : versions.substring(0, versions.length() - 1) + ", \"time\": " + row[0] + "}";
      for (String age : new String[] {"--before=2020-01-01", "--min-release-age=3"}) {
        assertThat(codeOf(document, "*", age)).as(row[0] + " " + age).isEqualTo(row[1]);
      }
    }
    for (String age : new String[] {"1e300", "99999999999", "-5"}) {
      assertThat(codeOf(versions, "*", "--min-release-age=" + age)).as(age).isEqualTo("ok");
    }
  }

  private String codeOf(String packument, String spec, String... options) {
    CommandResult result = install(project(spec), packument, options);
    return Jpm.codeOf(result);
  }

  private CommandResult install(String packument, String spec) {
    return install(project(spec), packument);
  }

  private TempProject project(String spec) {
    TempProject project = TempProject.in(temp.resolve("project" + ++count));
    return project.packageJson(p -> p.dependency("x", spec));
  }

  /** Whatever comes of it, nothing of what the registry wrote may steer the terminal. */
  private CommandResult install(TempProject project, String packument, String... options) {
    String text =
        packument
            .replace("$T", registry.tarballUrl("real", "1.0.0"))
            .replace("$I", registry.integrity("real", "1.0.0"));
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    registry.heal().fail("/x", new Fault.Answer(200, headers, text));
    String[] command = new String[options.length + 1];
    command[0] = "install";
    System.arraycopy(options, 0, command, 1, options.length);
    CommandResult result = Jpm.with(temp.resolve("home" + count), registry).run(project, command);
    assertThat(result.stdout() + result.stderr()).doesNotContainPattern(STEERING);
    return result;
  }

  private static String packument(String tags, String... versions) {
    return "{\"name\": \"x\", \"dist-tags\": %s, \"versions\": {%s}}"
        .formatted(tags, String.join(",", versions));
  }

  private static String version(String version, String fields) {
    return whole(version, fields + dist());
  }

  private static String whole(String version, String fields) {
    String names = "\"name\": \"x\", \"version\": \"" + version + "\"";
    return "\"%s\": {%s%s}".formatted(version, names, fields.isEmpty() ? "" : ", " + fields);
  }

  private static String dist() {
    return "\"dist\": {\"tarball\": \"$T\", \"integrity\": \"$I\"}";
  }
}
