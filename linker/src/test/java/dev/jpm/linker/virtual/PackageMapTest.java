package dev.jpm.linker.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PackageMapTest {
  private static final String ROOT =
      "{\"name\":\"app\",\"dependencies\":{\"a\":\"*\"},\"devDependencies\":{\"d\":\"*\"}}";

  @Test
  void everyPackageSeesWhatItAsksForAndItself() {
    String map =
        map(
            root(ROOT),
            node("node_modules/a", "a", "1.0.0", ",\"dependencies\":{\"b\":\"*\"}"),
            node("node_modules/b", "b", "2.0.0", ""),
            node("node_modules/d", "d", "3.0.0", ",\"optionalDependencies\":{\"gone\":\"*\"}"));

    assertThat(map)
        .isEqualTo(
            """
            {"jpm":1,"store":"file:///store","packages":{
            ".":{"url":"../../app","dependencies":{"a":"a@1.0.0","d":"d@3.0.0"}},
            "a@1.0.0":{"url":"file:///store/a/1.0.0/HASH/node_modules/a","dependencies":{"a":"a@1.0.0","b":"b@2.0.0"}},
            "b@2.0.0":{"url":"file:///store/b/2.0.0/HASH/node_modules/b","dependencies":{"b":"b@2.0.0"}},
            "d@3.0.0":{"url":"file:///store/d/3.0.0/HASH/node_modules/d","dependencies":{"d":"d@3.0.0"}}
            }}
            """);
  }

  @Test
  void aProjectFindsItselfByItsExportsAlone() {
    assertThat(map(root("{\"name\":\"app\"}"))).contains("\"dependencies\":{}");
    assertThat(map(root("{\"name\":\"app\",\"exports\":\"./x.js\"}")))
        .contains("\"dependencies\":{\"app\":\".\"}");
  }

  @Test
  void aPackageWithTwoPeersIsTwoPackages() {
    String ui = ",\"peerDependencies\":{\"react\":\"*\"}";
    String map =
        map(
            root("{\"name\":\"app\"}"),
            node("node_modules/one", "one", "1.0.0", ",\"dependencies\":{\"ui\":\"*\"}"),
            node("node_modules/one/node_modules/ui", "ui", "1.0.0", ui),
            node("node_modules/one/node_modules/react", "react", "1.0.0", ""),
            node("node_modules/two", "two", "1.0.0", ",\"dependencies\":{\"ui\":\"*\"}"),
            node("node_modules/two/node_modules/ui", "ui", "1.0.0", ui),
            node("node_modules/two/node_modules/react", "react", "2.0.0", ""));

    assertThat(lines(map, "ui@1.0.0")).hasSize(2);
    assertThat(lines(map, "ui@1.0.0+2")).hasSize(1);
    assertThat(List.of(seen(map, "one@1.0.0"), seen(map, "two@1.0.0")))
        .anyMatch(line -> line.contains("\"ui\":\"ui@1.0.0\""))
        .anyMatch(line -> line.contains("\"ui\":\"ui@1.0.0+2\""));
    assertThat(lines(map, "ui@1.0.0"))
        .anyMatch(line -> line.contains("\"react\":\"react@1.0.0\""))
        .anyMatch(line -> line.contains("\"react\":\"react@2.0.0\""));
  }

  @Test
  void workspacesAreFoldersOfTheProject() {
    String map =
        map(
            root("{\"name\":\"app\",\"workspaces\":[\"w\"]}"),
            new LinkNode(new Location("node_modules/work"), new Location("w"), Set.of()),
            manifest("w", "{\"name\":\"work\",\"dependencies\":{\"a\":\"*\"}}"),
            node("node_modules/a", "a", "1.0.0", ",\"peerDependencies\":{\"work\":\"*\"}"));

    assertThat(seen(map, ".")).isEqualTo("{\"work\":\"w\"}");
    assertThat(map).contains("\"w\":{\"url\":\"../../app/w\"");
    assertThat(seen(map, "w")).isEqualTo("{\"a\":\"a@1.0.0\",\"work\":\"w\"}");
    assertThat(seen(map, "a@1.0.0")).isEqualTo("{\"a\":\"a@1.0.0\",\"work\":\"w\"}");
  }

  @Test
  void whatCameInATarballLiesInThatPackageAndSeesFromThere() {
    String asks = ",\"dependencies\":{\"in\":\"*\"}";
    String inner = "{\"name\":\"in\",\"version\":\"9.0.0\",\"dependencies\":{\"b\":\"*\"}}";
    String map =
        map(
            root("{\"name\":\"app\"}"),
            node("node_modules/a", "a", "1.0.0", asks),
            new PackageNode(
                new Location("node_modules/a/node_modules/in"),
                new Manifest((ObjectNode) JsonMapper.shared().readTree(inner)),
                null,
                null,
                Set.of(),
                true,
                false),
            node("node_modules/b", "b", "1.0.0", ""));

    assertThat(map)
        .contains(
            "\"a@1.0.0/node_modules/in\":"
                + "{\"url\":\"file:///store/a/1.0.0/HASH/node_modules/a/node_modules/in\"");
    assertThat(seen(map, "a@1.0.0")).contains("\"in\":\"a@1.0.0/node_modules/in\"");
    assertThat(seen(map, "a@1.0.0/node_modules/in")).contains("\"b\":\"b@1.0.0\"");
  }

  private static List<String> lines(String map, String key) {
    return map.lines().filter(line -> line.startsWith("\"" + key)).toList();
  }

  private static String seen(String map, String key) {
    String line = map.lines().filter(one -> one.startsWith("\"" + key + "\"")).findAny().orElse("");
    return line.replaceAll(".*\"dependencies\":|}?},?$", "") + "}";
  }

  private static String map(Node... nodes) {
    List<Node> all = new ArrayList<>(List.of(nodes));
    Tree tree = Tree.of(all);
    Naming naming = new Naming(Naming::contentIn, Location::value, node -> false, "linux");
    PackageMap map =
        PackageMap.of(
            tree,
            VirtualTree.of(tree, naming).paths(),
            "file:///store",
            place -> "../../app" + (place.isRoot() ? "" : "/" + place.value()));
    return map.text("../../app").replaceAll("/[0-9a-f]{40}/", "/HASH/");
  }

  private static Node root(String json) {
    return manifest("", json);
  }

  private static Node node(String at, String name, String version, String more) {
    String json = "{\"name\":\"%s\",\"version\":\"%s\"%s}".formatted(name, version, more);
    return manifest(at, json);
  }

  private static Node manifest(String at, String json) {
    return new PackageNode(
        at.isEmpty() ? Location.ROOT : new Location(at),
        new Manifest((ObjectNode) JsonMapper.shared().readTree(json)),
        null,
        new Integrity("sha512-" + Integer.toHexString(json.hashCode())),
        Set.of(),
        false,
        false);
  }
}
