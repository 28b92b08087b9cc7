package dev.jpm.model.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of expected answers was computed with npm-package-arg 13.0.2. It has our own cases and
 * every spec that npm-package-arg's and hosted-git-info's suites ask about on POSIX.
 */
class SpecTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static List<String> rows() throws IOException {
    try (InputStream in = Objects.requireNonNull(SpecTest.class.getResourceAsStream("specs.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void understandsWhatNpmUnderstands(String row) {
    String[] cells = row.split("\t", -1);
    String text = Objects.requireNonNull(JSON.readValue(cells[1], String.class));
    JsonNode expected = JSON.readTree(cells[2]);
    JsonNode actual = answer(cells[0].equals("dep"), text, expected);
    assertThat(actual).as(text).isEqualTo(expected);
  }

  @Test
  void theTableHas1011Cases() throws IOException {
    assertThat(rows()).hasSize(1011).doesNotHaveDuplicates();
  }

  @Test
  void namesThePackageAndTheReasonWhenANameIsWrong() {
    JpmException error = caught(() -> Spec.parse("_foo ", "1"));
    assertThat(error.code()).isEqualTo(ErrorCode.EINVALIDPACKAGENAME);
    assertThat(error.sentence())
        .isEqualTo(
            "Invalid package name \"_foo \" of package \"_foo @1\": name cannot start with an"
                + " underscore; name cannot contain leading or trailing spaces; name can only"
                + " contain URL-friendly characters");
  }

  private static JsonNode answer(boolean dependency, String text, JsonNode expected) {
    try {
      Spec spec = dependency ? Spec.parse("foo", text) : Spec.parseArgument(text);
      return described(spec, expected);
    } catch (JpmException e) {
      ObjectNode error = JSON.createObjectNode();
      error.put("error", e.code() == ErrorCode.EUSAGE ? "none" : e.code().name());
      String period = expected.path("message").asString("").endsWith(".") ? "." : "";
      return error.put("message", e.sentence() + period);
    }
  }

  private static JpmException caught(Runnable action) {
    try {
      action.run();
    } catch (JpmException e) {
      return e;
    }
    throw new AssertionError("nothing thrown");
  }

  private static ObjectNode described(Spec spec, JsonNode expected) {
    ObjectNode out = JSON.createObjectNode();
    out.put("type", type(spec));
    PackageName name = spec.name();
    out.put("name", name == null ? null : name.value());
    out.put("rawSpec", spec.raw());
    switch (spec) {
      case Spec.VersionSpec version -> out.put("fetch", version.version().raw());
      case Spec.RangeSpec range -> out.put("fetch", range.range().raw());
      case Spec.TagSpec tag -> out.put("fetch", tag.tag());
      case Spec.AliasSpec alias ->
          out.putArray("sub")
              .add(alias.target().value())
              .add(type(alias.subSpec()))
              .add(alias.subSpec().raw());
      case Spec.RemoteSpec remote -> out.put("fetch", remote.url());
      case Spec.GitSpec git -> addGit(git, out);
      case Spec.FileSpec file -> addPath(file.saveSpec(), file.path(), out);
      case Spec.DirectorySpec folder -> addPath(folder.saveSpec(), folder.path(), out);
    }
    return expected.isObject() ? out : JSON.createObjectNode();
  }

  private static void addPath(String saveSpec, String path, ObjectNode out) {
    String resolved = path.startsWith("/") || path.startsWith("~") ? path : "/w/here/" + path;
    out.put("save", saveSpec).put("fetch", FilePath.normalized(resolved));
  }

  private static void addGit(Spec.GitSpec git, ObjectNode out) {
    out.put("save", git.saveSpec())
        .put("fetch", git.url())
        .put("committish", git.committish())
        .put("range", git.range())
        .put("subdir", git.subdirectory());
    HostedRepository hosted = git.hosted();
    if (hosted != null) {
      ArrayNode parts = out.putArray("hosted");
      for (@Nullable String part :
          new @Nullable String[] {
            hosted.host().shortcut(),
            hosted.user(),
            hosted.project(),
            hosted.auth(),
            hosted.sshUrl(),
            hosted.httpsUrl(),
            hosted.tarballUrl("a/b")
          }) {
        parts.add(part);
      }
    }
  }

  private static String type(Spec spec) {
    return switch (spec) {
      case Spec.VersionSpec ignored -> "version";
      case Spec.RangeSpec ignored -> "range";
      case Spec.TagSpec ignored -> "tag";
      case Spec.AliasSpec ignored -> "alias";
      case Spec.RemoteSpec ignored -> "remote";
      case Spec.GitSpec ignored -> "git";
      case Spec.FileSpec ignored -> "file";
      case Spec.DirectorySpec ignored -> "directory";
    };
  }
}
