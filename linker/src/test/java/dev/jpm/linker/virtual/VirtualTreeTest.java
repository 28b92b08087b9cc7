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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class VirtualTreeTest {
  private static final Naming NAMING = naming("/home/project/", false, "linux");

  @Test
  void anEntryIsCalledByNameVersionAndHash() {
    VirtualTree virtual = of(node("node_modules/@s/c", "@s/c@2.0.0", "{}"));

    assertThat(path(virtual, "node_modules/@s/c")).matches("@s/c/2\\.0\\.0/[0-9a-f]{40}");
  }

  @Test
  void placesDoNotCountButDependenciesDo() {
    VirtualTree virtual =
        of(
            node("node_modules/a", "a@1.0.0", "{\"b\":\"*\"}"),
            node("node_modules/b", "b@1.0.0", "{}"),
            node("node_modules/x", "x@1.0.0", "{\"a\":\"*\"}"),
            node("node_modules/x/node_modules/a", "a@1.0.0", "{\"b\":\"*\"}"),
            node("node_modules/y", "y@1.0.0", "{\"a\":\"*\",\"b\":\"*\"}"),
            node("node_modules/y/node_modules/a", "a@1.0.0", "{\"b\":\"*\"}"),
            node("node_modules/y/node_modules/b", "b@2.0.0", "{}"));

    String top = path(virtual, "node_modules/a");
    assertThat(path(virtual, "node_modules/x/node_modules/a")).isEqualTo(top);
    assertThat(path(virtual, "node_modules/y/node_modules/a")).isNotEqualTo(top);
    assertThat(virtual.entries()).hasSize(6);
  }

  @Test
  void theOrderOfTheTreeDoesNotMatter() {
    List<Node> nodes =
        List.of(
            node("node_modules/a", "a@1.0.0", "{\"b\":\"*\",\"c\":\"*\"}"),
            node("node_modules/b", "b@1.0.0", "{\"c\":\"*\"}"),
            node("node_modules/c", "c@1.0.0", "{\"a\":\"*\"}"),
            node("node_modules/d", "d@1.0.0", "{\"a\":\"*\"}"));
    List<Node> reversed = new ArrayList<>(nodes);
    Collections.reverse(reversed);

    assertThat(of(reversed.toArray(new Node[0])).paths())
        .containsExactlyInAnyOrderEntriesOf(of(nodes.toArray(new Node[0])).paths());
  }

  @Test
  void peersArePartOfTheIdentity() {
    String peer = "{\"name\":\"ui\",\"version\":\"1.0.0\",\"peerDependencies\":{\"react\":\"*\"}}";
    VirtualTree virtual =
        of(
            node("node_modules/one", "one@1.0.0", "{\"ui\":\"*\",\"react\":\"1\"}"),
            manifest("node_modules/one/node_modules/ui", peer),
            node("node_modules/one/node_modules/react", "react@1.0.0", "{}"),
            node("node_modules/two", "two@1.0.0", "{\"ui\":\"*\",\"react\":\"2\"}"),
            manifest("node_modules/two/node_modules/ui", peer),
            node("node_modules/two/node_modules/react", "react@2.0.0", "{}"));

    assertThat(path(virtual, "node_modules/one/node_modules/ui"))
        .isNotEqualTo(path(virtual, "node_modules/two/node_modules/ui"));
  }

  @Test
  void packagesInACycleAreToldApartAndFoundAgain() {
    VirtualTree here =
        of(
            node("node_modules/a", "a@1.0.0", "{\"b\":\"*\"}"),
            node("node_modules/b", "b@1.0.0", "{\"a\":\"*\"}"));
    VirtualTree elsewhere =
        of(
            node("node_modules/x", "x@1.0.0", "{\"a\":\"*\"}"),
            node("node_modules/x/node_modules/a", "a@1.0.0", "{\"b\":\"*\"}"),
            node("node_modules/x/node_modules/b", "b@1.0.0", "{\"a\":\"*\"}"),
            node("node_modules/a", "a@2.0.0", "{}"));

    assertThat(path(elsewhere, "node_modules/x/node_modules/a"))
        .isEqualTo(path(here, "node_modules/a"));
    assertThat(path(elsewhere, "node_modules/x/node_modules/b"))
        .isEqualTo(path(here, "node_modules/b"));
    assertThat(path(here, "node_modules/a")).doesNotEndWith(hash(here, "node_modules/b"));
  }

  @Test
  void oneOtherMemberMakesAnotherCycle() {
    VirtualTree one =
        of(
            node("node_modules/a", "a@1.0.0", "{\"b\":\"*\"}"),
            node("node_modules/b", "b@1.0.0", "{\"c\":\"*\"}"),
            node("node_modules/c", "c@1.0.0", "{\"a\":\"*\"}"));
    VirtualTree other =
        of(
            node("node_modules/a", "a@1.0.0", "{\"b\":\"*\"}"),
            node("node_modules/b", "b@1.0.0", "{\"c\":\"*\"}"),
            node("node_modules/c", "c@1.0.1", "{\"a\":\"*\"}"));

    assertThat(one.paths().values()).doesNotContainAnyElementsOf(other.paths().values());
  }

  @Test
  void otherBytesAreAnotherEntry() {
    PackageNode node = node("node_modules/a", "a@1.0.0", "{}");
    PackageNode other =
        new PackageNode(
            node.location(),
            node.manifest(),
            null,
            new Integrity("sha512-other=="),
            Set.of(),
            false,
            false);

    assertThat(path(of(other), "node_modules/a")).isNotEqualTo(path(of(node), "node_modules/a"));
  }

  @Test
  void whatIsBuiltAndAllThatNeedsItDependsOnThePlatform() {
    Tree tree =
        tree(
            node("node_modules/a", "a@1.0.0", "{\"b\":\"*\"}"),
            node("node_modules/b", "b@1.0.0", "{}"),
            node("node_modules/c", "c@1.0.0", "{}"));
    VirtualTree linux = VirtualTree.of(tree, naming("/p/", true, "linux"));
    VirtualTree mac = VirtualTree.of(tree, naming("/p/", true, "darwin"));

    assertThat(path(linux, "node_modules/a")).isNotEqualTo(path(mac, "node_modules/a"));
    assertThat(path(linux, "node_modules/b")).isNotEqualTo(path(mac, "node_modules/b"));
    assertThat(path(linux, "node_modules/c")).isEqualTo(path(mac, "node_modules/c"));
  }

  @Test
  void whoNeedsAWorkspaceIsThisProjectsOwn() {
    Tree tree =
        tree(
            node("node_modules/plugin", "plugin@1.0.0", "{\"one\":\"*\"}"),
            new LinkNode(location("node_modules/one"), location("packages/one"), Set.of()),
            manifest("packages/one", "{\"name\":\"one\",\"version\":\"1.0.0\"}"));

    VirtualTree here = VirtualTree.of(tree, naming("/here/", false, ""));
    VirtualTree there = VirtualTree.of(tree, naming("/there/", false, ""));

    assertThat(path(here, "node_modules/plugin")).isNotEqualTo(path(there, "node_modules/plugin"));
    assertThat(links(here, "node_modules/plugin"))
        .containsEntry("one", new Target.Folder(location("packages/one")));
  }

  @Test
  void whatComesInATarballIsNoEntryButItsDependenciesAreLinked() {
    PackageNode inside = node("node_modules/a/node_modules/in", "in@1.0.0", "{\"b\":\"*\"}");
    VirtualTree virtual =
        of(
            node("node_modules/a", "a@1.0.0", "{\"in\":\"*\"}"),
            new PackageNode(
                inside.location(), inside.manifest(), null, null, Set.of(), true, false),
            node("node_modules/b", "b@1.0.0", "{}"));

    assertThat(virtual.entries()).hasSize(2);
    assertThat(links(virtual, "node_modules/a")).containsOnlyKeys("b");
  }

  @Test
  void anotherVersionOfItselfLiesInside() {
    VirtualTree virtual =
        of(
            node("node_modules/a", "a@2.0.0", "{\"a\":\"1\"}"),
            node("node_modules/a/node_modules/a", "a@1.0.0", "{}"));

    assertThat(links(virtual, "node_modules/a")).containsOnlyKeys("a/node_modules/a");
  }

  private static VirtualTree of(Node... nodes) {
    return VirtualTree.of(tree(nodes), NAMING);
  }

  private static Tree tree(Node... nodes) {
    List<Node> all = new ArrayList<>(List.of(nodes));
    all.add(manifest("", "{\"name\":\"project\"}"));
    return Tree.of(all);
  }

  private static Naming naming(String project, boolean built, String platform) {
    return new Naming(
        node -> node.integrity() == null ? "" : node.integrity().value(),
        place -> project + place,
        node -> built && node.packageName().equals("b"),
        platform);
  }

  private static Map<String, Target> links(VirtualTree virtual, String place) {
    Entry entry = virtual.at(location(place));
    return entry == null ? Map.of() : entry.links();
  }

  private static @Nullable String path(VirtualTree virtual, String place) {
    return virtual.paths().get(location(place));
  }

  private static String hash(VirtualTree virtual, String place) {
    String path = String.valueOf(path(virtual, place));
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static PackageNode node(String place, String id, String dependencies) {
    int at = id.lastIndexOf('@');
    return manifest(
        place,
        "{\"name\":\"%s\",\"version\":\"%s\",\"dependencies\":%s}"
            .formatted(id.substring(0, at), id.substring(at + 1), dependencies));
  }

  private static PackageNode manifest(String place, String json) {
    Manifest manifest = new Manifest((ObjectNode) JsonMapper.shared().readTree(json));
    Integrity integrity =
        place.startsWith("node_modules")
            ? new Integrity("sha512-" + manifest.name() + manifest.version())
            : null;
    return new PackageNode(location(place), manifest, null, integrity, Set.of(), false, false);
  }

  private static Location location(String place) {
    return new Location(place);
  }
}
