package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever stands in package.json and package-lock.json, nothing is written outside the project.
 */
class BadFilesTest {
  private static final Pattern STEERING = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
  private static final String ROOT =
      "{\"name\": \"r\", \"version\": \"1.0.0\", \"dependencies\": {\"real\": \"^1.0.0\"}}";
  private static final String BYTES =
      "\"version\": \"1.0.0\", \"resolved\": \"$T\", \"integrity\": \"$I\"";
  private static final String REAL = "\"node_modules/real\": {" + BYTES + "}";

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

  /** What stands under packages beside the root; the codes of ci, ls and install. */
  private static final String[][] PACKAGES = {
    {
      "\"node_modules/real\": {\"resolved\": \"node_modules/b\", \"link\": true},"
          + "\"node_modules/b\": {\"resolved\": \"node_modules/real\", \"link\": true}",
      "EMISSINGTARGET EMISSINGTARGET EMISSINGTARGET"
    },
    {
      "\"node_modules/real\": {\"resolved\": \"node_modules/real\", \"link\": true}",
      "EMISSINGTARGET EMISSINGTARGET EMISSINGTARGET"
    },
    {"\"node_modules/real\": {\"resolved\": \"\", \"link\": true}", "ok ok ok"},
    {
      REAL + ",\"node_modules/../../evil\": {" + BYTES + "}",
      "EINVALIDLOCATION EINVALIDLOCATION EINVALIDLOCATION"
    },
    {
      REAL + ",\"node_modules/real/node_modules/..\": {" + BYTES + "}",
      "EINVALIDLOCATION EINVALIDLOCATION EINVALIDLOCATION"
    },
    {
      REAL + ",\"/evil/node_modules/x\": {" + BYTES + "}",
      "EINVALIDLOCATION EINVALIDLOCATION EINVALIDLOCATION"
    },
    {
      REAL + ",\"node_modules\\\\..\\\\..\\\\evil\": {" + BYTES + "}",
      "EINVALIDLOCATION EINVALIDLOCATION EINVALIDLOCATION"
    },
    {
      REAL + ",\"node_modules/a\\u0000b\": {" + BYTES + "}",
      "EINVALIDLOCATION EINVALIDLOCATION EINVALIDLOCATION"
    },
    {REAL + ",\"../evil\": {" + BYTES + "}", "ok ok ok"},
    {REAL + ",\"node_modules/.bin\": {" + BYTES + "}", "ok ok ok"},
    {REAL + ",\"node_modules/__proto__\": {" + BYTES + "}", "ok ok ok"},
    {REAL + ",\"node_modules/a\\u001b[2Jb\": {" + BYTES + "}", "ok ok ok"},
    {REAL + ",\"node_modules/none/node_modules/b\": {" + BYTES + "}", "ok ok ok"},
    {"\"node_modules/real\": null", "EUSAGE ELSPROBLEMS ok"},
    {"\"node_modules/real\": \"text\"", "EUSAGE ELSPROBLEMS ok"},
    {
      "\"node_modules/real\": {\"version\": 7, \"resolved\": [], \"integrity\": {},"
          + " \"dependencies\": [1], \"bin\": 5, \"engines\": 7, \"os\": {}, \"dev\": \"yes\","
          + " \"peer\": 1, \"hasInstallScript\": \"no\", \"license\": []}",
      "EUSAGE ELSPROBLEMS ok"
    },
    {
      "\"node_modules/real\": {\"version\": \"1.0.0\", \"resolved\": \"\\u0000::\"}",
      "EUNSUPPORTEDPROTOCOL ELSPROBLEMS EUNSUPPORTEDPROTOCOL"
    },
    {
      "\"node_modules/real\": {\"version\": \"" + "9".repeat(400) + ".0.0\"}",
      "EUSAGE ELSPROBLEMS ok"
    },
  };

  @Test
  void packagesOfALockfile() {
    for (String[] row : PACKAGES) {
      String lock = "{\"lockfileVersion\": 3, \"packages\": {\"\": " + ROOT + "," + row[0] + "}}";
      assertThat(codes(ROOT, lock, "ci", "ls --all", "install")).as(row[0]).isEqualTo(row[1]);
    }
  }

  @Test
  void lockfilesOfOtherTypes() {
    String[][] table = {
      {"[]", "EJSONPARSE EJSONPARSE"},
      {"\"text\"", "EJSONPARSE EJSONPARSE"},
      {"", "EJSONPARSE EJSONPARSE"},
      {"{\"lockfileVersion\": 3, \"packages\": [1, 2]}", "EUSAGE ok"},
      {"{\"lockfileVersion\": 3, \"packages\": {\"\": []}}", "EUSAGE ok"},
      {"{\"lockfileVersion\": \"three\", \"packages\": {}}", "EUSAGE ok"},
      {"{\"lockfileVersion\": -1.5}", "EUSAGE ok"},
      {"{\"lockfileVersion\": 99, \"packages\": {}}", "ELOCKFILEVERSION ELOCKFILEVERSION"},
      {
        "{\"lockfileVersion\": 1, \"dependencies\": {\"../c\": {\"version\": \"1.0.0\"}}}",
        "EINVALIDLOCATION EINVALIDLOCATION"
      },
      {
        "{\"lockfileVersion\": 1, \"dependencies\": {\"real\": 7, \"b\": {\"version\": [],"
            + " \"requires\": 5, \"dependencies\": []}}}",
        "EUSAGE ok"
      },
      {
        "{\"packages\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}", "EJSONPARSE EJSONPARSE"
      },
    };
    for (String[] row : table) {
      assertThat(codes(ROOT, row[0], "ci", "install")).as(row[0]).isEqualTo(row[1]);
    }
  }

  @Test
  void aVeryLongTextInALockfileIsOnlyText() {
    String licence = "x".repeat(20_000_000);
    String real = REAL.replace("}", ", \"license\": \"" + licence + "\"}");
    String lock = "{\"lockfileVersion\": 3, \"packages\": {\"\": " + ROOT + "," + real + "}}";

    assertThat(codes(ROOT, lock, "ci", "install")).isEqualTo("ok ok");
  }

  @Test
  void packageJsonOfOtherTypes() {
    String[][] table = {
      {"[]", "EJSONPARSE EJSONPARSE"},
      {"", "EJSONPARSE EJSONPARSE"},
      {"\ufeff" + ROOT, "ok ok"},
      {"{\"x\": " + "[".repeat(20_000) + "]".repeat(20_000) + "}", "EJSONPARSE EJSONPARSE"},
      {"{\"name\": \"../x\", \"version\": \"nope\"}", "ok ok"},
      {"{\"name\": 5, \"version\": {}}", "ok ok"},
      {"{\"dependencies\": [\"a\"], \"scripts\": [1], \"bin\": 7, \"engines\": 5}", "ok ok"},
      {"{\"dependencies\": {\"a\": 1, \"b\": null, \"c\": {}}}", "ok ok"},
      {"{\"dependencies\": {\"__proto__\": \"1\"}}", "EINVALIDPACKAGENAME ELSPROBLEMS"},
      {"{\"dependencies\": {\"\": \"npm:real@1\"}}", "EINVALIDPACKAGENAME ELSPROBLEMS"},
      {"{\"dependencies\": {\"../x\": \"npm:real@1\"}}", "EINVALIDPACKAGENAME ELSPROBLEMS"},
      {"{\"dependencies\": {\".bin\": \"npm:real@1\"}}", "EINVALIDPACKAGENAME ELSPROBLEMS"},
      {"{\"dependencies\": {\"x\": \"file:a\\u0000b\"}}", "ENOENT ELSPROBLEMS"},
      {"{\"dependencies\": {\"x\": \"file:a\\u0000b.tgz\"}}", "ENOENT ELSPROBLEMS"},
      {"{\"dependencies\": {\"x\": \"http://[::1/x.tgz\"}}", "EUSAGE ELSPROBLEMS"},
      {"{\"dependencies\": {\"x\": \"git+ssh://--upload-pack=x/y\"}}", "EGIT ELSPROBLEMS"},
      {"{\"name\": \"m\", \"dependencies\": {\"m\": \"file:.\"}}", "ok ok"},
      {"{\"workspaces\": 5}", "ECONFIG ECONFIG"},
      {"{\"workspaces\": [1, \"\\u0000\"]}", "ENOENT ENOENT"},
      {"{\"workspaces\": [\"../..\", \"**\"]}", "ok ok"},
      {"{\"dependencies\": {\"real\": \"1\"}, \"overrides\": [1]}", "ok ok"},
      {
        "{\"dependencies\": {\"real\": \"1\"}, \"overrides\": {\"real\": {\"\": {}}}}",
        "EOVERRIDE EOVERRIDE"
      },
      {"{\"dependencies\": {\"real\": \"2\"}, \"dependencies\": {\"real\": \"1\"}}", "ok ok"},
    };
    for (String[] row : table) {
      assertThat(codes(row[0], "", "install", "ls")).as(row[0]).isEqualTo(row[1]);
    }
  }

  /** The codes of commands in one project; a file outside of it, or an escape sequence, fails. */
  private String codes(String packageJson, String lock, String... commands) {
    Path folder = temp.resolve("case" + ++count);
    TempProject project = TempProject.in(folder.resolve("in/project"));
    project.file("package.json", packageJson);
    if (!lock.isEmpty() || packageJson.equals(ROOT)) {
      project.file(
          "package-lock.json",
          lock.replace("$T", registry.tarballUrl("real", "1.0.0"))
              .replace("$I", registry.integrity("real", "1.0.0")));
    }
    StringBuilder codes = new StringBuilder();
    for (String command : commands) {
      CommandResult result =
          Jpm.with(temp.resolve("home"), registry).run(project, command.split(" "));
      assertThat(result.stdout() + result.stderr()).doesNotContainPattern(STEERING);
      codes.append(codes.isEmpty() ? "" : " ").append(Jpm.codeOf(result));
    }
    assertThat(folder.resolve("in/evil")).doesNotExist();
    assertThat(folder.resolve("evil")).doesNotExist();
    return codes.toString();
  }
}
