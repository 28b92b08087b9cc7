package dev.jpm.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Diff.Change;
import dev.jpm.model.tree.Diff.Counts;
import dev.jpm.model.tree.Diff.Omit;
import dev.jpm.model.tree.Diff.Options;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DiffTest {
  private static final String A = "sha512-AAAA";
  private static final String B = "sha512-BBBB";

  private static Manifest manifest(String json) {
    return new Manifest((ObjectNode) JsonMapper.shared().readTree(json));
  }

  private static PackageNode node(String place, String version, DepFlag... flags) {
    return node(place, version, null, A, flags);
  }

  private static PackageNode node(
      String place,
      String version,
      @Nullable String resolved,
      @Nullable String integrity,
      DepFlag... flags) {
    return new PackageNode(
        new Location(place),
        manifest("{\"version\":\"" + version + "\"}"),
        resolved,
        integrity == null ? null : new Integrity(integrity),
        Set.of(flags),
        false,
        false);
  }

  private static PackageNode bundler(String place, String version) {
    return new PackageNode(
        new Location(place),
        manifest("{\"version\":\"" + version + "\",\"bundleDependencies\":[\"in\"]}"),
        null,
        new Integrity(A),
        Set.of(),
        false,
        false);
  }

  private static PackageNode bundled(String place, String version) {
    return new PackageNode(
        new Location(place),
        manifest("{\"version\":\"" + version + "\"}"),
        null,
        null,
        Set.of(),
        true,
        false);
  }

  private static PackageNode inert(String place) {
    return new PackageNode(
        new Location(place),
        manifest("{\"version\":\"1.0.0\"}"),
        null,
        new Integrity(A),
        Set.of(DepFlag.OPTIONAL),
        false,
        true);
  }

  private static Tree tree(Node... nodes) {
    return treeOf("{}", nodes);
  }

  private static Tree treeOf(String rootManifest, Node... nodes) {
    List<Node> all = new ArrayList<>();
    all.add(
        new PackageNode(Location.ROOT, manifest(rootManifest), null, null, Set.of(), false, false));
    all.addAll(List.of(nodes));
    return Tree.of(all);
  }

  private static List<String> told(Diff diff) {
    return diff.changes().stream()
        .map(change -> change.getClass().getSimpleName() + " " + change.location())
        .toList();
  }

  private static List<String> places(Iterable<? extends Node> nodes) {
    List<String> places = new ArrayList<>();
    nodes.forEach(node -> places.add(node.location().value()));
    return places;
  }

  @Test
  void tellsAdditionsReplacementsAndRemovalsHoldersFirst() {
    Diff diff =
        Diff.between(
            tree(
                node("node_modules/gone", "1.0.0"),
                node("node_modules/gone/node_modules/x", "1.0.0"),
                node("node_modules/same", "1.0.0"),
                node("node_modules/a", "1.0.0")),
            tree(
                node("node_modules/a/node_modules/b", "1.0.0"),
                node("node_modules/a", "2.0.0"),
                node("node_modules/same", "1.0.0"),
                node("node_modules/a-b", "1.0.0")),
            Options.DEFAULT);

    assertThat(told(diff))
        .containsExactly(
            "Replace node_modules/a",
            "Add node_modules/a-b",
            "Add node_modules/a/node_modules/b",
            "Remove node_modules/gone",
            "Remove node_modules/gone/node_modules/x");
    assertThat(places(diff.kept())).containsExactly("node_modules/same");
    assertThat(diff.counts()).isEqualTo(new Counts(2, 2, 1));
    assertThat(diff.result().nodes().keySet().stream().map(Location::value))
        .containsExactlyInAnyOrder(
            "",
            "node_modules/a",
            "node_modules/a/node_modules/b",
            "node_modules/same",
            "node_modules/a-b");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # version, resolved, integrity on disk | wanted                    | same
          1.0.0, -, -,                             1.0.0, -, -,                true
          1.0.0, -, -,                             1.0.1, -, -,                false
          1.0.0, u, -,                             1.0.0, u, -,                true
          1.0.0, u, -,                             1.0.0, v, -,                false
          1.0.0, -, -,                             1.0.0, v, -,                false
          1.0.0, u, -,                             1.0.0, -, -,                false
          1.0.0, u, sha512-AAAA,                   1.0.0, v, sha512-AAAA,      true
          1.0.0, u, sha512-AAAA,                   1.0.0, u, sha512-BBBB,      false
          1.0.0, u, -,                             1.0.0, u, sha512-AAAA,      false
          1.0.0, u, sha512-AAAA,                   1.0.0, u, -,                false
          1.0.0, -, sha1-CCCC sha512-AAAA,         1.0.0, -, sha512-AAAA,      true
          1.0.0, -, sha1-CCCC,                     1.0.0, -, sha512-AAAA,      false
          """)
  void takesAPackageForUnchangedAsNpmDoes(
      String version,
      @Nullable String resolved,
      @Nullable String integrity,
      String wantedVersion,
      @Nullable String wantedResolved,
      @Nullable String wantedIntegrity,
      boolean same) {
    Diff diff =
        Diff.between(
            tree(node("node_modules/a", version, resolved, integrity)),
            tree(node("node_modules/a", wantedVersion, wantedResolved, wantedIntegrity)),
            Options.DEFAULT);

    assertThat(diff.isEmpty()).isEqualTo(same);
  }

  @Test
  void replacesAPackageWhoseBinsAreGone() {
    Tree tree = tree(node("node_modules/a", "1.0.0"), node("node_modules/b", "1.0.0"));

    Diff diff =
        Diff.between(
            tree,
            tree,
            Options.DEFAULT.withBinsInPlace(
                node -> !node.location().value().equals("node_modules/b")));

    assertThat(told(diff)).containsExactly("Replace node_modules/b");
  }

  @Test
  void comparesLinksByTheirTarget() {
    LinkNode one = new LinkNode(new Location("node_modules/w"), new Location("w"), Set.of());
    LinkNode other = new LinkNode(new Location("node_modules/w"), new Location("v"), Set.of());

    assertThat(Diff.between(tree(one), tree(one), Options.DEFAULT).isEmpty()).isTrue();
    assertThat(told(Diff.between(tree(one), tree(other), Options.DEFAULT)))
        .containsExactly("Replace node_modules/w");
    assertThat(told(Diff.between(tree(one), tree(node("node_modules/w", "1")), Options.DEFAULT)))
        .containsExactly("Replace node_modules/w");
  }

  @Test
  void leavesSourcesAndWhatLiesOutsideAlone() {
    Diff diff =
        Diff.between(
            tree(node("packages/a", "1.0.0"), node("../out/node_modules/x", "1.0.0")),
            tree(node("packages/b", "1.0.0"), node("packages/b/node_modules/y", "1.0.0")),
            Options.DEFAULT);

    assertThat(told(diff)).containsExactly("Add packages/b/node_modules/y");
  }

  @Test
  void neverPutsInertNodesOnDiskNorWhatLiesInThem() {
    Diff diff =
        Diff.between(
            tree(node("node_modules/b", "1.0.0")),
            tree(
                inert("node_modules/a"),
                node("node_modules/a/node_modules/x", "1.0.0"),
                inert("node_modules/b")),
            Options.DEFAULT);

    assertThat(told(diff)).containsExactly("Remove node_modules/b");
    assertThat(diff.result().nodes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          DEV,          DEV,               true
          DEV,          OPTIONAL,          false
          OPTIONAL,     OPTIONAL,          true
          PEER,         PEER,              true
          PEER,         DEV,               false
          DEV_OPTIONAL, DEV,               false
          DEV_OPTIONAL, OPTIONAL,          false
          DEV_OPTIONAL, DEV OPTIONAL,      true
          """)
  void omitsKindsOfDependencies(DepFlag flag, String omitted, boolean left) {
    Set<Omit> kinds =
        Set.copyOf(List.of(omitted.split(" ", -1)).stream().map(Omit::valueOf).toList());

    Diff diff =
        Diff.between(
            tree(), tree(node("node_modules/a", "1.0.0", flag)), Options.DEFAULT.withOmit(kinds));

    assertThat(diff.isEmpty()).isEqualTo(left);
  }

  @Test
  void omitsBelowWorkspacesButNotBelowOtherLinks() {
    Tree ideal =
        treeOf(
            "{\"workspaces\":[\"w\"],\"dependencies\":{\"v\":\"file:v\"}}",
            new LinkNode(new Location("node_modules/w"), new Location("w"), Set.of()),
            node("w", "1.0.0"),
            node("w/node_modules/a", "1.0.0", DepFlag.DEV),
            new LinkNode(new Location("node_modules/v"), new Location("v"), Set.of()),
            node("v", "1.0.0"),
            node("v/node_modules/a", "1.0.0", DepFlag.DEV));

    Diff diff = Diff.between(tree(), ideal, Options.DEFAULT.withOmit(Set.of(Omit.DEV)));

    assertThat(told(diff))
        .containsExactly("Add node_modules/v", "Add node_modules/w", "Add v/node_modules/a");
  }

  @Test
  void bundledPackagesComeWithTheirBundlerAndAreNotCounted() {
    Tree ideal =
        tree(
            bundler("node_modules/a", "1.0.0"),
            bundled("node_modules/a/node_modules/in", "1.0.0"),
            bundled("node_modules/a/node_modules/in/node_modules/deep", "1.0.0"));

    Diff diff = Diff.between(tree(), ideal, Options.DEFAULT);

    assertThat(told(diff)).containsExactly("Add node_modules/a");
    assertThat(places(diff.bundled()))
        .containsExactly(
            "node_modules/a/node_modules/in", "node_modules/a/node_modules/in/node_modules/deep");
    assertThat(diff.counts()).isEqualTo(new Counts(1, 0, 0));
  }

  @Test
  void bundledPackagesThatNoLockfileKnowsStayAsLongAsTheirBundler() {
    Tree actual =
        tree(
            bundler("node_modules/a", "1.0.0"), bundled("node_modules/a/node_modules/in", "1.0.0"));

    Diff stays = Diff.between(actual, tree(bundler("node_modules/a", "1.0.0")), Options.DEFAULT);
    assertThat(stays.isEmpty()).isTrue();
    assertThat(stays.result().at(new Location("node_modules/a/node_modules/in"))).isNotNull();

    Diff goes = Diff.between(actual, tree(bundler("node_modules/a", "2.0.0")), Options.DEFAULT);
    assertThat(told(goes))
        .containsExactly("Replace node_modules/a", "Remove node_modules/a/node_modules/in");
  }

  @Test
  void leavesEverythingOutOfScopeAsItIs() {
    Tree actual = tree(node("node_modules/a", "1.0.0"), node("node_modules/b", "1.0.0"));
    Tree ideal = tree(node("node_modules/a", "2.0.0"), node("node_modules/c", "1.0.0", B));

    Diff diff =
        Diff.between(
            actual,
            ideal,
            Options.DEFAULT.withScope(place -> place.value().equals("node_modules/a")));

    assertThat(diff.changes()).singleElement().isInstanceOf(Change.Replace.class);
    assertThat(diff.result().nodes().keySet().stream().map(Location::value))
        .containsExactlyInAnyOrder("", "node_modules/a", "node_modules/b");
  }

  private static PackageNode node(String place, String version, String integrity) {
    return node(place, version, null, integrity);
  }
}
