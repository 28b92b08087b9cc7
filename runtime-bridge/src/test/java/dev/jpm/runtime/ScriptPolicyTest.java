package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.json;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.runtime.ApprovalEdits.Change;
import dev.jpm.runtime.ApprovalEdits.Edit;
import dev.jpm.runtime.PolicySubject.Asked;
import dev.jpm.runtime.ScriptPolicy.Layers;
import dev.jpm.runtime.ScriptPolicy.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What matches what, and what approving writes, was computed with npm's own code. */
class ScriptPolicyTest {
  private static final Path PROJECT = Path.of("/project");
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** The keys that npm tries on every package below. */
  private static final List<String> KEYS =
      List.of(
          "canvas",
          "canvas@2.11.0",
          "canvas@2.10.0",
          "canvas@2.10.0 || 2.11.0",
          "canvas@^2",
          "canvas@*",
          "canvas@latest",
          "@s/pkg",
          "@s/pkg@1.0.0",
          "real",
          "trusted",
          "real@1.0.0",
          "nourl",
          "nourl@9.9.9",
          "naughty",
          "lone",
          "user/repo",
          "github:user/repo#0123456",
          "github:user/repo#9",
          "user/other",
          "git+ssh://git@github.com/user/repo.git",
          "https://files.example/x/pkg-1.0.0.tgz",
          "pkg",
          "file:/project/dep.tgz",
          "npm:real@1",
          "canvas@v2.11.0",
          "canvas@=2.11.0");

  private static PolicySubject subject(@Nullable String resolved, String... asked) {
    List<Asked> askedAs = asked.length == 0 ? List.of() : List.of(new Asked(asked[0], asked[1]));
    return new PolicySubject(
        new PackageNode(
            new Location("node_modules/folder"),
            manifest("{'name': 'forged', 'version': '9.9.9'}"),
            resolved,
            null,
            Set.of(),
            false,
            false),
        askedAs,
        resolved == null ? new LinkedHashSet<>() : new LinkedHashSet<>(List.of(resolved)));
  }

  private static final Map<String, PolicySubject> SUBJECTS =
      new TreeMap<>(
          Map.of(
              "canvas", canvas("2.11.0"),
              "scoped",
                  subject("https://registry.example/base/@s/pkg/-/pkg-1.0.0.tgz", "@s/pkg", "1"),
              "alias",
                  subject(
                      "https://registry.example/real/-/real-1.0.0.tgz", "trusted", "npm:real@1"),
              "unres", subject(null, "nourl", "^1"),
              "unresalias", subject(null, "trusted", "npm:naughty@1.0.0"),
              "noedge", subject("https://registry.example/lone/-/lone-1.0.0.tgz"),
              "git",
                  subject(
                      "git+ssh://git@github.com/user/repo.git#" + COMMIT,
                      "repo",
                      "github:user/repo"),
              "remote",
                  subject(
                      "https://files.example/x/pkg-1.0.0.tgz",
                      "pkg",
                      "https://files.example/x/pkg-1.0.0.tgz"),
              "evil",
                  subject(
                      "https://evil.example/-/canvas-2.11.0.tgz",
                      "canvas",
                      "https://evil.example/-/canvas-2.11.0.tgz"),
              "file", subject("file:/project/dep.tgz", "dep", "file:dep.tgz")));

  private static PolicySubject canvas(String version) {
    return subject("https://registry.example/canvas/-/canvas-" + version + ".tgz", "canvas", "2");
  }

  private static ScriptPolicy policy(String allowScripts) {
    Manifest manifest = manifest("{'allowScripts': " + allowScripts + "}");
    return ScriptPolicy.of(new Layers(List.of(), manifest, List.of()), PROJECT);
  }

  private static List<String> keysWith(PolicySubject subject, boolean value, Verdict verdict) {
    return KEYS.stream()
        .filter(key -> policy("{'" + key + "': " + value + "}").verdictOn(subject) == verdict)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "canvas; canvas, canvas@2.11.0, canvas@2.10.0 || 2.11.0, canvas@*",
        "scoped; @s/pkg, @s/pkg@1.0.0",
        "alias; real, real@1.0.0",
        "unres; nourl",
        "unresalias; naughty",
        "noedge; ",
        "git; user/repo, github:user/repo#0123456, git+ssh://git@github.com/user/repo.git",
        "remote; https://files.example/x/pkg-1.0.0.tgz",
        "evil; ",
        "file; file:/project/dep.tgz"
      })
  void aKeyAllowsWhatItNamesByOriginOnly(String name, @Nullable String keys) {
    List<String> expected = keys == null ? List.of() : List.of(keys.split(", ", -1));
    PolicySubject subject = SUBJECTS.get(name);
    assertThat(subject).isNotNull();
    assertThat(keysWith(subject, true, Verdict.ALLOWED)).isEqualTo(expected);
  }

  @Test
  void denyingAVersionCountsEvenWhereTheVersionCannotBeTrusted() {
    PolicySubject unresolved = subject(null, "nourl", "^1");
    assertThat(keysWith(unresolved, false, Verdict.DENIED)).containsExactly("nourl", "nourl@9.9.9");
  }

  @Test
  void denyingBeatsAllowing() {
    assertThat(policy("{'canvas@2.11.0': false, 'canvas': true}").verdictOn(canvas("2.11.0")))
        .isEqualTo(Verdict.DENIED);
    assertThat(policy("{'canvas@2.11.0': false, 'canvas': true}").verdictOn(canvas("2.0.0")))
        .isEqualTo(Verdict.ALLOWED);
    assertThat(policy("{'canvas': 'yes'}").verdictOn(canvas("2.0.0")))
        .isEqualTo(Verdict.UNREVIEWED);
  }

  @Test
  void whatCameInABundleIsNeverAllowed() {
    PackageNode node = canvas("1.0.0").node();
    PolicySubject bundled =
        new PolicySubject(
            new PackageNode(
                node.location(), node.manifest(), node.resolved(), null, Set.of(), true, false),
            List.of(new Asked("canvas", "1")),
            new LinkedHashSet<>());
    assertThat(policy("{'canvas': true}").verdictOn(bundled)).isEqualTo(Verdict.UNREVIEWED);
  }

  @Test
  void entriesThatLookLikePinsButAreNoneAreToldOf() {
    assertThat(policy("{'a@latest': true, 'b@^1': true, 'c': true}").warnings())
        .containsExactly(
            "package.json: ignoring \"a@latest\" — dist-tag specs (@latest, @next, ...) are not"
                + " allowed; use exact versions joined by \"||\", or the bare package name, instead",
            "package.json: ignoring \"b@^1\" — semver ranges (^, ~, >=, <) are not allowed; use"
                + " exact versions joined by \"||\" instead");
  }

  @Test
  void theStrongestLayerThatSaysAnythingIsTheWholePolicy() {
    Manifest own = manifest("{'allowScripts': {'canvas': true}}");
    ScriptPolicy both =
        ScriptPolicy.of(new Layers(List.of(), own, List.of("other, more")), PROJECT);
    assertThat(both.entries()).hasSize(1);
    assertThat(both.warnings())
        .containsExactly(
            ".npmrc allow-scripts setting is being ignored because package.json declares its own"
                + " allowScripts field");
    ScriptPolicy files =
        ScriptPolicy.of(new Layers(List.of(), manifest("{}"), List.of("canvas,more")), PROJECT);
    assertThat(files.verdictOn(canvas("1.0.0"))).isEqualTo(Verdict.ALLOWED);
    ScriptPolicy flags = ScriptPolicy.of(new Layers(List.of("canvas"), null, List.of()), PROJECT);
    assertThat(flags.verdictOn(canvas("1.0.0"))).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void aFlagIsNoPolicyForAProject() {
    Layers layers = new Layers(List.of("canvas"), manifest("{}"), List.of());
    assertThatThrownBy(() -> ScriptPolicy.of(layers, PROJECT))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EALLOWSCRIPTS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};{'canvas@2.11.0': true, 'canvas@3.0.0': true};canvas@2.11.0 added, canvas@3.0.0 added",
        "{'canvas': true};{'canvas@2.11.0': true, 'canvas@3.0.0': true};canvas@2.11.0 added,"
            + " canvas@3.0.0 added, canvas replaced-by-pin",
        "{'canvas@1.0.0': true};{'canvas@2.11.0': true, 'canvas@3.0.0': true};canvas@1.0.0"
            + " removed-stale, canvas@2.11.0 added, canvas@3.0.0 added",
        "{'canvas@1.0.0 || 2.0.0': true};{'canvas@1.0.0 || 2.0.0': true, 'canvas@2.11.0': true,"
            + " 'canvas@3.0.0': true};canvas@2.11.0 added, canvas@3.0.0 added",
        "{'other': true, 'canvas@2.11.0': true};{'other': true, 'canvas@2.11.0': true,"
            + " 'canvas@3.0.0': true};canvas@3.0.0 added"
      })
  void approvingPinsEveryInstalledVersion(String before, String after, String changes) {
    Edit edit =
        new ApprovalEdits(PROJECT)
            .approve(json(before), List.of(canvas("2.11.0"), canvas("3.0.0")), true);
    assertThat(edit.allowScripts()).hasToString(json(after).toString());
    assertThat(told(edit)).isEqualTo(changes);
    assertThat(edit.warning()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};{'canvas': true};canvas added",
        "{'canvas': true};{'canvas': true};''",
        "{'canvas@2.11.0': true, 'x': true};{'x': true, 'canvas': true};canvas added",
        "{'canvas@1.0.0 || 2.0.0': true};{'canvas@1.0.0 || 2.0.0': true, 'canvas': true};canvas"
            + " added"
      })
  void approvingByNameAllowsWhateverComes(String before, String after, String changes) {
    Edit edit = new ApprovalEdits(PROJECT).approve(json(before), List.of(canvas("2.11.0")), false);
    assertThat(edit.allowScripts()).hasToString(json(after).toString());
    assertThat(told(edit)).isEqualTo(changes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};{'canvas': false};canvas added",
        "{'canvas': true};{'canvas': false};canvas added",
        "{'canvas': false};{'canvas': false};''",
        "{'canvas@1.0.0': true};{'canvas': false};canvas@1.0.0 removed-pinned-allow, canvas added"
      })
  void denyingIsAlwaysByName(String before, String after, String changes) {
    Edit edit = new ApprovalEdits(PROJECT).deny(json(before), List.of(canvas("2.11.0")));
    assertThat(edit.allowScripts()).hasToString(json(after).toString());
    assertThat(told(edit)).isEqualTo(changes);
  }

  @Test
  void approvingNeverOverrulesADenial() {
    ApprovalEdits edits = new ApprovalEdits(PROJECT);
    Edit whole = edits.approve(json("{'canvas': false}"), List.of(canvas("2.0.0")), true);
    assertThat(whole.allowScripts()).hasToString("{\"canvas\":false}");
    assertThat(whole.warning())
        .isEqualTo("canvas is denied; remove the entry from allowScripts to approve canvas.");
    assertThat(edits.approve(json("{'canvas@1.0.0': false}"), List.of(canvas("2.0.0")), true))
        .satisfies(edit -> assertThat(edit.changes()).isEmpty())
        .satisfies(edit -> assertThat(edit.warning()).contains("is a versioned deny"));
  }

  @Test
  void whatCannotBePinnedIsApprovedByNameWithAWarning() {
    Edit edit =
        new ApprovalEdits(PROJECT)
            .approve(json("{'nourl@1.0.0': true}"), List.of(subject(null, "nourl", "^1")), true);
    assertThat(edit.allowScripts()).hasToString("{\"nourl\":true}");
    assertThat(told(edit)).isEqualTo("nourl@1.0.0 removed-pinned-allow, nourl added");
    assertThat(edit.warning()).startsWith("nourl: approved by name (all versions)");
  }

  @Test
  void aGitRepositoryIsPinnedToItsCommit() {
    PolicySubject git = SUBJECTS.get("git");
    assertThat(git).isNotNull();
    Edit edit = new ApprovalEdits(PROJECT).approve(json("{}"), List.of(git), true);
    assertThat(told(edit)).isEqualTo("github:user/repo#" + COMMIT + " added");
  }

  @Test
  void argumentsNameInstalledPackagesByTrustedName() {
    List<PolicySubject> installed = List.of(canvas("2.11.0"), canvas("3.0.0"));
    assertThat(ApprovalEdits.named(List.of("canvas"), installed)).hasSize(2);
    assertThat(ApprovalEdits.named(List.of("canvas@^3"), installed)).hasSize(1);
    assertThatThrownBy(() -> ApprovalEdits.named(List.of("forged", "canvas@1"), installed))
        .hasMessage("No installed packages match: forged, canvas@1");
    assertThat(ApprovalEdits.byPackage(installed)).containsOnlyKeys("canvas");
  }

  private static String told(Edit edit) {
    return String.join(", ", edit.changes().stream().map(ScriptPolicyTest::told).toList());
  }

  private static String told(Change change) {
    return change.key() + " " + change.change();
  }
}
