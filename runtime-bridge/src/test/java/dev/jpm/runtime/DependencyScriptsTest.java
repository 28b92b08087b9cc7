package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.context;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.runtime.DependencyScripts.Options;
import dev.jpm.runtime.DependencyScripts.Request;
import dev.jpm.runtime.DependencyScripts.Result;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyScriptsTest {
  private static final Location A = new Location("node_modules/a");
  private static final Location DEEP = new Location("node_modules/a/node_modules/deep");
  private static final Location B = new Location("node_modules/b");

  @TempDir private Path temp;
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> linked = new ArrayList<>();

  @BeforeEach
  void beginWithARoot() throws IOException {
    add(Location.ROOT, "{'scripts': {'install': 'echo root >> log'}}");
  }

  private void add(Location location, String json, DepFlag... flags) throws IOException {
    Files.createDirectories(temp.resolve(location.value()));
    nodes.add(new PackageNode(location, manifest(json), null, null, Set.of(flags), false, false));
  }

  /** Each script notes its package and event, one after another, in the project's log. */
  private void addNoting(Location location, DepFlag... flags) throws IOException {
    String note = "echo $npm_lifecycle_event $npm_package_name >> $npm_config_local_prefix/../log";
    add(
        location,
        "{'name': '"
            + location.folderName()
            + "', 'scripts': {'preinstall': '"
            + note
            + "', 'install': '"
            + note
            + "', 'postinstall': '"
            + note
            + "', 'prepare': '"
            + note
            + "'}}",
        flags);
  }

  private List<String> log() throws IOException {
    Path log = temp.resolve("log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private Result run(Options options, Set<Location> allowed) throws IOException {
    Files.createDirectories(temp.resolve("project"));
    ScriptContext context = context(temp, Map.of("PATH", "/usr/bin:/bin"));
    DependencyScripts scripts =
        new DependencyScripts(
            new ScriptRunner(text -> {}, event -> {}),
            context,
            options,
            FolderFiles.of(temp),
            ToolPackages.onFirstUse(context.shims()));
    Tree tree = Tree.of(nodes);
    List<Location> places =
        tree.nodes().keySet().stream().filter(place -> !place.isRoot()).toList();
    return scripts.run(
        new Request(tree, places, allowed, place -> Set.of(place, DEEP)),
        group -> {
          try {
            linked.add(group + " after " + log().size());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static Options inTurn() {
    return new Options(null, false, false, 1);
  }

  @Test
  void eventsGoThroughAllPackagesShallowFirstAndLinksComeLast() throws IOException {
    addNoting(DEEP);
    addNoting(B);
    addNoting(A);
    Location workspace = new Location("packages/w");
    addNoting(workspace);
    nodes.add(new LinkNode(new Location("node_modules/w"), workspace, Set.of()));
    Result result = run(inTurn(), Set.of(A, B, DEEP, workspace));
    assertThat(result).isEqualTo(new Result(result.givenUp(), null));
    assertThat(log())
        .containsExactly(
            "preinstall a",
            "preinstall b",
            "preinstall deep",
            "install a",
            "install b",
            "install deep",
            "postinstall a",
            "postinstall b",
            "postinstall deep",
            "preinstall w",
            "prepare w",
            "install w",
            "postinstall w");
    assertThat(linked)
        .containsExactly(
            List.of(A, B, DEEP) + " after 3",
            List.of(new Location("node_modules/w")) + " after 11");
  }

  @Test
  void onlyAllowedPackagesRunAnything() throws IOException {
    addNoting(A);
    addNoting(B);
    run(inTurn(), Set.of(B));
    assertThat(log()).containsExactly("preinstall b", "install b", "postinstall b");
    assertThat(linked).hasSize(1);
  }

  @Test
  void ignoringScriptsStillLinksBins() throws IOException {
    addNoting(A);
    run(new Options(null, false, true, 1), Set.of(A));
    assertThat(log()).isEmpty();
    assertThat(linked).containsExactly(List.of(A) + " after 0");
  }

  @Test
  void aFailureEndsTheBuildAndSaysWhatFailed() throws IOException {
    add(A, "{'name': 'a', 'version': '1.0.0', 'scripts': {'install': 'echo no >&2; exit 4'}}");
    addNoting(B);
    Result result = run(inTurn(), Set.of(A, B));
    ScriptFailure failure = result.failure();
    assertThat(failure).isNotNull();
    assertThat(failure.exitCode()).isEqualTo(4);
    assertThat(failure.command().folder()).isEqualTo(temp.resolve("node_modules/a"));
    assertThat(failure.output()).containsExactly("no");
    assertThat(log()).containsExactly("preinstall b");
  }

  @Test
  void anOptionalPackageThatFailsIsGivenUpWithItsSet() throws IOException {
    add(
        A,
        "{'scripts': {'preinstall': 'exit 1', 'install': 'echo a >> ../../log'}}",
        DepFlag.OPTIONAL);
    addNoting(DEEP, DepFlag.OPTIONAL);
    addNoting(B);
    Result result = run(inTurn(), Set.of(A, B, DEEP));
    assertThat(result.failure()).isNull();
    assertThat(result.givenUp()).containsExactlyInAnyOrder(A, DEEP);
    assertThat(log()).containsExactly("preinstall b", "install b", "postinstall b");
    assertThat(linked).containsExactly(List.of(B) + " after 1");
  }

  @Test
  void manyRunAbreastAndAllOfAnEventBeforeTheNext() throws IOException {
    for (int i = 0; i < 9; i++) {
      addNoting(new Location("node_modules/p" + i));
    }
    Set<Location> all = nodes.stream().map(Node::location).collect(Collectors.toSet());
    run(new Options(null, false, false, 4), all);
    assertThat(log().subList(0, 9)).allMatch(line -> line.startsWith("preinstall"));
    assertThat(log().subList(9, 18)).allMatch(line -> line.startsWith("install"));
    assertThat(log().subList(18, 27)).allMatch(line -> line.startsWith("postinstall"));
  }

  @Test
  void aHintOfTheLockfileIsFollowedToPackageJson() throws IOException {
    add(A, "{'name': 'a', 'hasInstallScript': true}");
    Files.writeString(
        temp.resolve("node_modules/a/package.json"),
        "{\"scripts\": {\"postinstall\": \"echo from disk >> ../../log\"}}");
    run(inTurn(), Set.of(A));
    assertThat(log()).containsExactly("from disk");
  }

  @Test
  void heldBackPackagesAreListedWithWhatTheyWouldRun() throws IOException {
    add(A, "{'name': 'a', 'version': '1.0.0', 'scripts': {'postinstall': 'x', 'test': 'y'}}");
    add(B, "{'name': 'b', 'version': '2.0.0'}");
    Files.writeString(temp.resolve("node_modules/b/binding.gyp"), "{}");
    add(new Location("node_modules/c"), "{'gypfile': false}");
    Files.writeString(temp.resolve("node_modules/c/binding.gyp"), "{}");
    add(new Location("node_modules/d"), "{'hasInstallScript': true}");
    List<PolicySubject> subjects = new PolicySubjects(Tree.of(nodes), temp, Set.of()).all();
    List<HeldBack> waiting =
        ScriptApprovals.heldBack(subjects, ScriptPolicy.EMPTY, FolderFiles.of(temp));
    assertThat(ScriptApprovals.notice(waiting, false))
        .containsExactly(
            "3 packages had install scripts blocked because they are not covered by allowScripts:",
            "  a@1.0.0 (postinstall: x)",
            "  b@2.0.0 (install: node-gyp rebuild)",
            "  d (install: (install scripts present))",
            "",
            "Run `jpm install-scripts ls` to review, or `jpm install-scripts approve <pkg>` to"
                + " allow.");
    assertThat(ScriptApprovals.notice(List.of(), false)).isEmpty();
  }

  @Test
  void subjectsKnowWhoAskedAndWhereTheyCameFrom() throws IOException {
    add(A, "{'name': 'a', 'dependencies': {'deep': '^1', 'w': 'file:../w'}}");
    add(DEEP, "{'name': 'deep'}");
    Location target = new Location("packages/w");
    add(target, "{'name': 'w'}");
    nodes.add(new LinkNode(new Location("node_modules/w"), target, Set.of()));
    List<PolicySubject> subjects = new PolicySubjects(Tree.of(nodes), temp, Set.of()).all();
    assertThat(subjects)
        .extracting(subject -> subject.node().location())
        .containsExactly(A, DEEP, target);
    assertThat(subjects.get(1).isFromRegistry()).isTrue();
    assertThat(subjects.get(2).isFromRegistry()).isFalse();
    assertThat(subjects.get(2).sources())
        .containsExactly("file:../packages/w", temp.resolve("packages/w").toString());
    assertThat(new PolicySubjects(Tree.of(nodes), temp, Set.of(target)).all()).hasSize(2);
  }
}
