package dev.jpm.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.json.JsonWriter;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class PackageLockTest {

  @Test
  void readsNodesWithSourceFlagsAndManifest() {
    Tree tree =
        lock("""
        {"lockfileVersion": 3, "packages": {
          "": {"name": "x", "dependencies": {"a": "^1"}},
          "node_modules/a": {"version": "1.2.0", "resolved": "http://registry.example/a.tgz",
            "integrity": "sha512-abc", "peer": true, "devOptional": true,
            "funding": "http://f.example"},
          "node_modules/a/node_modules/b": {"name": "c", "version": "2.0.0", "inBundle": true}
        }}
        """)
            .tree();
    assertThat(tree.root().manifest().name()).isEqualTo("x");
    PackageNode a = node(tree, "node_modules/a");
    assertThat(a.resolved()).isEqualTo("http://registry.example/a.tgz");
    assertThat(Objects.requireNonNull(a.integrity()).value()).isEqualTo("sha512-abc");
    assertThat(a.flags()).containsExactlyInAnyOrder(DepFlag.PEER, DepFlag.DEV_OPTIONAL);
    assertThat(a.manifest().json().path("funding").path("url").stringValue())
        .isEqualTo("http://f.example");
    PackageNode b = node(tree, "node_modules/a/node_modules/b");
    assertThat(b.inBundle()).isTrue();
    assertThat(b.packageName()).isEqualTo("c");
  }

  @Test
  void tellsTheVersionsOfEachPackageBelowNodeModules() {
    PackageLock lock =
        lock(
            """
            {"lockfileVersion": 3, "packages": {
              "": {"name": "x", "version": "1.0.0"},
              "w": {"version": "4.0.0"},
              "node_modules/w": {"resolved": "w", "link": true},
              "node_modules/b": {"version": "1.0.0"},
              "node_modules/@s/a": {"version": "2.0.0"},
              "node_modules/@s/a/node_modules/b": {"version": "3.0.0"},
              "w/node_modules/b": {"version": "1.0.0"},
              "node_modules/alias": {"name": "c", "version": "5.0.0"}
            }}
            """);

    assertThat(lock.versions())
        .containsExactly(
            Map.entry("@s/a", List.of("2.0.0")),
            Map.entry("b", List.of("1.0.0", "3.0.0")),
            Map.entry("c", List.of("5.0.0")));
    assertThat(lock("{\"lockfileVersion\": 1, \"dependencies\": {}}").versions()).isEmpty();
  }

  @Test
  void givesLinksTheFlagsOfTheirTargetsAndKeepsTheOrder() {
    Tree tree =
        lock("""
        {"lockfileVersion": 3, "packages": {
          "": {}, "../out": {"version": "1.0.0", "dev": true},
          "node_modules/l": {"resolved": "../out", "link": true},
          "node_modules/m": {"version": "1.0.0"}}}
        """)
            .tree();
    assertThat(tree.at(new Location("node_modules/l")))
        .isEqualTo(
            new LinkNode(
                new Location("node_modules/l"), new Location("../out"), Set.of(DepFlag.DEV)));
    assertThat(tree.nodes().keySet())
        .extracting(Location::value)
        .containsExactly("", "../out", "node_modules/l", "node_modules/m");
  }

  @Test
  void prefersThePackageJsonOfLinkTargetsAsItLiesOnDisk() {
    PackageLock lock =
        lock(
            """
            {"lockfileVersion": 3, "packages": {"": {}, "w/a": {"version": "1.0.0"},
              "node_modules/a": {"resolved": "w/a", "link": true}}}
            """);
    Manifest fresh = new Manifest(JsonText.parseObject("{\"version\":\"2.0.0\"}", "x"));
    Tree tree =
        lock.tree(
            lock.root(), at -> at.value().equals("w/a") ? Optional.of(fresh) : Optional.empty());
    assertThat(node(tree, "w/a").manifest().version()).isEqualTo("2.0.0");
  }

  @Test
  void spellsRepositoriesOfKnownHostsTheSameWay() {
    Tree tree =
        lock("""
        {"lockfileVersion": 3, "packages": {"": {},
          "node_modules/a": {"resolved": "github:u/r#abc"},
          "node_modules/b": {"resolved": "git+https://t:x@github.com/u/r.git#abc"},
          "node_modules/c": {"resolved": "git+ssh://git@h.example:u/r.git#abc"},
          "node_modules/d": {"resolved": "file:./x/../d.tgz"}}}
        """)
            .tree();
    assertThat(node(tree, "node_modules/a").resolved())
        .isEqualTo("git+ssh://git@github.com/u/r.git#abc");
    assertThat(node(tree, "node_modules/b").resolved())
        .isEqualTo("git+https://t:x@github.com/u/r.git#abc");
    assertThat(node(tree, "node_modules/c").resolved())
        .isEqualTo("git+ssh://git@h.example:u/r.git#abc");
    assertThat(node(tree, "node_modules/d").resolved()).isEqualTo("file:d.tgz");
  }

  @ParameterizedTest
  @CsvSource({"1, 3, true", "2, 2, false", "3, 3, false", "4, 4, false"})
  void knowsVersions(int version, int written, boolean old) {
    PackageLock lock = lock("{\"lockfileVersion\": " + version + ", \"requires\": true}");
    assertThat(lock.version()).isEqualTo(version);
    assertThat(lock.versionToWrite()).isEqualTo(written);
    assertThat(lock.isOld()).isEqualTo(old);
    assertThat(lock.isAncient()).isFalse();
  }

  @Test
  void takesAFileWithoutVersionForAnAncientOne() {
    assertThat(lock("{}").isAncient()).isTrue();
    assertThat(lock("{}").versionToWrite()).isEqualTo(3);
  }

  @Test
  void refusesVersionsFromTheFuture() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> lock("{\"lockfileVersion\": 5}"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ELOCKFILEVERSION));
  }

  @Test
  void saysWhereAMalformedFileIsWrong() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> lock("{\n  \"packages\": {,}\n}"))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.EJSONPARSE);
          assertThat(e.sentence()).startsWith("Invalid package-lock.json, line 2, column 16");
        });
  }

  @Test
  void refusesALinkWithoutTarget() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() ->
            lock("""
            {"lockfileVersion":3,"packages":{"":{},"node_modules/l":{"resolved":"l","link":true}}}
            """)
                .tree())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EMISSINGTARGET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc",
        "node_modules/../../x",
        "node_modules/a/../b",
        "a\\\\b",
        "node_modules/.."
      })
  void refusesPlacesWhereNoPackageMayLie(String place) {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(
            () -> lock("{\"lockfileVersion\":3,\"packages\":{\"" + place + "\":{}}}").tree())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EINVALIDLOCATION));
  }

  @Test
  void convertsOldLockfilesAsNpmDoes() {
    Fixture fixture = new Fixture("npm-5");
    PackageLock lock = PackageLock.read(fixture.lock(), "package-lock.json");
    List<String> lines = new ArrayList<>();
    Tree tree = lock.tree(fixture.manifest());
    for (var node : tree.nodes().values()) {
      PackageNode there = Objects.requireNonNull(tree.packageAt(node.location()));
      boolean link = node instanceof LinkNode;
      lines.add(
          String.join(
              " ",
              node.location().value(),
              link ? "->" : there.packageName(),
              Objects.toString(there.manifest().version(), "-"),
              Objects.toString(there.resolved(), "-"),
              Objects.toString(there.integrity(), "-"),
              JsonWriter.write(nameless(there.manifest()), new JsonStyle("", ""))
                  .replaceAll(".*?(\"(?:optionalD|d)ependencies.*)?}$", "$1"),
              there.flags() + (there.inBundle() ? " bundled" : "")));
    }
    assertThat(lock.isOld()).isTrue();
    assertThat(lines.subList(1, lines.size()))
        .containsExactlyElementsOf(Fixture.text("npm-5/tree.txt").lines().toList());
  }

  private static ObjectNode nameless(Manifest manifest) {
    ObjectNode json = manifest.json().deepCopy();
    json.remove("name");
    return json;
  }

  @Test
  void resolvesMergeConflictsInFavourOfOurs() {
    String conflict =
        """
        {
          "name": "x",
          "packages": {
            "a": {
        <<<<<<< HEAD
              "version": "1.1.0",
              "mine": true,
        ||||||| base
              "version": "1.0.0",
              "gone": 1,
        =======
              "version": "1.2.0",
              "gone": 1,
              "theirs": [1],
        >>>>>>> other
              "os": ["x"]
            }
          }
        }
        """;
    assertThat(merged(conflict))
        .isEqualTo(
            "{\"name\":\"x\",\"packages\":{\"a\":{\"version\":\"1.1.0\",\"theirs\":[1],\"os\":[\"x\"],\"mine\":true}}}");
    assertThat(merged(conflict.replaceAll("(?s)\\|{7}.*?(?========)", "")))
        .isEqualTo(
            "{\"name\":\"x\",\"packages\":{\"a\":{\"version\":\"1.1.0\",\"gone\":1,\"theirs\":[1],\"os\":[\"x\"],\"mine\":true}}}");
    assertThat(PackageLock.read(conflict, "x").isMerged()).isTrue();
  }

  @Test
  void mergesEvenWhereTheSharedLinesAreNoJson() {
    String conflict = "{\n\"a\": 1,\n<<<<<<< a\n\"b\": 1\n=======\n\"c\": 2\n>>>>>>> b\n}\n";
    assertThat(merged(conflict)).isEqualTo("{\"a\":1,\"c\":2,\"b\":1}");
  }

  @Test
  void saysHowToGetOutOfAConflictThatCannotBeMerged() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> lock("{\n<<<<<<< a\n\"b\" 1\n=======\n\"c\": 2\n>>>>>>> b\n}\n"))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.EJSONPARSE);
          assertThat(e.hints())
              .contains(
                  "Resolve the merge conflict in package-lock.json, or remove it, and try"
                      + " again");
        });
  }

  private static String merged(String conflict) {
    return JsonWriter.write(MergeConflict.parse(conflict, "x"), new JsonStyle("", ""));
  }

  private static PackageLock lock(String text) {
    return PackageLock.read(text, "package-lock.json");
  }

  private static PackageNode node(Tree tree, String place) {
    return (PackageNode) Objects.requireNonNull(tree.at(new Location(place)));
  }
}
