package dev.jpm.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.lockfile.LockWriter.Options;
import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.EdgeFindings;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockWriterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"license":{"type":"MIT","url":"u"}}          | "license":"MIT"
          {"license":{"name":"MIT"}}                    | "license":{"name":"MIT"}
          {"license":["MIT"]}                           | "license":["MIT"]
          {"dependencies":{},"os":[],"bin":null}        | ""
          {"scripts":{"postinstall":"x"}}               | "hasInstallScript":true
          {"scripts":{"test":"x","install":""}}         | ""
          {"hasInstallScript":true}                     | "hasInstallScript":true
          {"_hasShrinkwrap":true}                       | "hasShrinkwrap":true
          {"_hasShrinkwrap":false,"deprecated":""}      | ""
          {"deprecated":"no"}                           | "deprecated":"no"
          {"name":"p"}                                  | ""
          {"name":"q"}                                  | "name":"q"
          {"devDependencies":{"d":"1"},"scripts":{}}    | ""
          {"engines":{"node":"*","npm":"1"},"libc":"g"} | "libc":"g","engines":{"node":"*","npm":"1"}
          {"unknown":1,"main":"x","_id":"p@1"}          | ""
          """)
  void keepsOfAManifestWhatNpmKeeps(String manifest, String entry) {
    String expected = entry.equals("\"\"") ? "" : entry;
    assertThat(packages(List.of(node("node_modules/p", manifest, Set.of()))))
        .isEqualTo("{\"\":{\"name\":\"root\"},\"node_modules/p\":{" + expected + "}}");
  }

  @Test
  void writesFlagsAsNpmCombinesThem() {
    assertThat(flags(DepFlag.PEER, DepFlag.DEV)).isEqualTo("\"dev\":true,\"peer\":true");
    assertThat(flags(DepFlag.DEV, DepFlag.OPTIONAL)).isEqualTo("\"dev\":true,\"optional\":true");
    assertThat(flags(DepFlag.DEV_OPTIONAL)).isEqualTo("\"devOptional\":true");
    assertThat(flags(DepFlag.DEV_OPTIONAL, DepFlag.DEV)).isEqualTo("\"dev\":true");
    assertThat(flags(DepFlag.EXTRANEOUS, DepFlag.DEV, DepFlag.PEER))
        .isEqualTo("\"extraneous\":true");
  }

  @Test
  void keepsInertPackagesThatHaveAVersionButNotOnDisk() {
    PackageNode known = inert("node_modules/a", "{\"version\":\"1.0.0\"}");
    PackageNode failed = inert("node_modules/b", "{}");
    assertThat(packages(List.of(known, failed)))
        .isEqualTo("{\"\":{\"name\":\"root\"},\"node_modules/a\":{\"version\":\"1.0.0\"}}");
    Tree tree = tree(List.of(known, failed));
    assertThat(LockWriter.writeHidden(tree, Options.of("x")))
        .endsWith("\"requires\": true,\n  \"packages\": {}\n}\n");
  }

  @Test
  void leavesOutFoldersThatNothingAsksForAnyMore() {
    Set<DepFlag> extraneous = Set.of(DepFlag.EXTRANEOUS);
    assertThat(
            packages(
                List.of(
                    node("old", "{}", extraneous),
                    node("old/node_modules/x", "{}", extraneous),
                    node("w", "{}", Set.of()),
                    node("w/inner", "{}", extraneous))))
        .isEqualTo(
            "{\"\":{\"name\":\"root\"},\"old/node_modules/x\":{\"extraneous\":true},\"w\":{},\"w/inner\":{\"extraneous\":true}}");
  }

  @Test
  void writesLinksAndTheirTargets() {
    LinkNode link =
        new LinkNode(new Location("node_modules/@s/w"), new Location("packages/@s/w"), Set.of());
    PackageNode target =
        node("packages/@s/w", "{\"name\":\"@s/w\",\"devDependencies\":{}}", Set.of());
    assertThat(packages(List.of(link, target)))
        .isEqualTo(
            "{\"\":{\"name\":\"root\"},\"node_modules/@s/w\":{\"resolved\":\"packages/@s/w\",\"link\":true},"
                + "\"packages/@s/w\":{\"devDependencies\":{}}}");
  }

  @Test
  void leavesOutWhereRegistryPackagesComeFromWhenAsked() {
    PackageNode direct =
        sourced("node_modules/a", "{\"version\":\"1.0.0\",\"dependencies\":{\"b\":\"^1\"}}");
    PackageNode viaTarball = sourced("node_modules/b", "{\"version\":\"1.0.0\"}");
    PackageNode root =
        node(
            "",
            "{\"name\":\"root\",\"dependencies\":{\"a\":\"^1\",\"b\":\"http://h.example/b.tgz\"}}",
            Set.of());
    Tree tree = Tree.of(List.of(root, direct, viaTarball));
    String text =
        LockWriter.write(
            tree,
            new Options(3, JsonStyle.DEFAULT, true, "x", true, false, EdgeFindings.NONE, null));
    assertThat(text)
        .contains("\"node_modules/a\":{\"version\":\"1.0.0\",\"integrity\":\"sha512-x\"")
        .contains(
            "\"node_modules/b\":{\"version\":\"1.0.0\",\"resolved\":\"http://h.example/t.tgz\"");
  }

  @Test
  void namesAProjectWithoutNameAfterItsFolder() {
    Tree tree = Tree.of(List.of(node("", "{\"version\":\"1.0.0\"}", Set.of())));
    assertThat(LockWriter.write(tree, Options.of("folder")))
        .isEqualTo(
            """
            {
              "name": "folder",
              "version": "1.0.0",
              "lockfileVersion": 3,
              "requires": true,
              "packages": {
                "": {
                  "version": "1.0.0"
                }
              }
            }
            """);
  }

  private static String flags(DepFlag... flags) {
    String all = packages(List.of(node("node_modules/p", "{}", Set.of(flags))));
    return all.substring(all.indexOf("node_modules/p\":{") + 17, all.length() - 2);
  }

  /** The packages of the lockfile on one line. */
  private static String packages(List<Node> nodes) {
    Options options =
        new Options(3, JsonStyle.DEFAULT, true, "x", false, false, EdgeFindings.NONE, null);
    String text = LockWriter.write(tree(nodes), options);
    return text.substring(text.indexOf("\"packages\":") + 11, text.length() - 1);
  }

  private static Tree tree(List<? extends Node> nodes) {
    List<Node> all = new ArrayList<>();
    all.add(node("", "{\"name\":\"root\"}", Set.of()));
    all.addAll(nodes);
    return Tree.of(all);
  }

  private static PackageNode node(String place, String manifest, Set<DepFlag> flags) {
    return new PackageNode(
        new Location(place), manifest(manifest), null, null, flags, false, false);
  }

  private static PackageNode inert(String place, String manifest) {
    return new PackageNode(
        new Location(place), manifest(manifest), null, null, Set.of(), false, true);
  }

  private static PackageNode sourced(String place, String manifest) {
    return new PackageNode(
        new Location(place),
        manifest(manifest),
        "http://h.example/t.tgz",
        new Integrity("sha512-x"),
        Set.of(),
        false,
        false);
  }

  private static Manifest manifest(String json) {
    return new Manifest(JsonText.parseObject(json, "test"));
  }
}
