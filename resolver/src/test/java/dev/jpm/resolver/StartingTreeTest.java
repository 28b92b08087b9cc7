package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.ResolveOptions.Flag;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartingTreeTest {
  private static final String OLD = "a@1.0.0 x@^1\nx@1.0.0\nb@1.0.0";
  private static final String NEW =
      "a@1.0.0 x@^1\na@1.1.0 x@^1\nx@1.0.0\nx@1.1.0\nb@1.0.0\nb@1.1.0\nb@2.0.0";

  /** A world whose registry went on after the lockfile was written. */
  private static World later(String words) {
    return World.of(NEW).from(new StartingTree.Locked(World.of(OLD).resolved(words).tree(), 3));
  }

  @Test
  void whatTheLockfileHoldsStaysAndNothingIsAsked() {
    World world = later("a@^1 b@^1");
    assertThat(world.tree("a@^1 b@^1")).isEqualTo("/a 1.0.0\n/b 1.0.0\n/x 1.0.0\n");
    assertThat(world.asked).isEmpty();
    assertThat(world.picked).isEmpty();
  }

  @Test
  void onlyWhatDoesNotSatisfyAnyMoreIsResolved() {
    World world = later("a@^1 b@^1");
    assertThat(world.tree("a@^1 b@^2")).isEqualTo("/a 1.0.0\n/b 2.0.0\n/x 1.0.0\n");
    assertThat(world.asked).isEqualTo(List.of("b"));
  }

  @Test
  void whatNobodyWantsAnyMoreGoes() {
    assertThat(later("a@^1 b@^1").tree("b@^1")).isEqualTo("/b 1.0.0\n");
  }

  @Test
  void flagsAreWorkedOutAnew() {
    assertThat(later("a@^1 b@^1").tree("b@^1 dev:a@^1"))
        .isEqualTo("/a 1.0.0 dev\n/b 1.0.0\n/x 1.0.0 dev\n");
  }

  @Test
  void anUpdateByNameResolvesThatPackageWhereverItIs() {
    assertThat(later("a@^1 b@^1").with(Changes.updating(List.of("x"))).tree("a@^1 b@^1"))
        .isEqualTo("/a 1.0.0\n/b 1.0.0\n/x 1.1.0\n");
  }

  @Test
  void anUpdateOfEverythingStartsAnew() {
    World world = World.of(NEW).from(new StartingTree.Nothing(true)).with(Changes.updatingAll());
    assertThat(world.tree("a@^1 b@^1")).isEqualTo("/a 1.1.0\n/b 1.1.0\n/x 1.1.0\n");
  }

  @Test
  void whatIsInstalledStaysWhereThereIsNoLockfile() {
    Tree installed = World.of(OLD).resolved("a@^1").tree();
    World world = World.of(NEW).from(new StartingTree.Installed(installed, false));
    assertThat(world.tree("a@^1 b@^1")).isEqualTo("/a 1.0.0\n/b 1.1.0\n/x 1.0.0\n");
  }

  @Test
  void listedFlagsAreBelievedAsLongAsNothingMoves() {
    Tree installed = World.of(OLD).resolved("a@^1 b@^1").tree();
    World world = World.of(NEW).from(new StartingTree.Installed(installed, true));
    assertThat(world.tree("dev:b@^1")).isEqualTo("/a 1.0.0\n/b 1.0.0\n/x 1.0.0\n");
    assertThat(world.tree("dev:b@^1 peer:b@^1"))
        .isEqualTo(
            """
            /a 1.0.0 dev optional peer extraneous
            /b 1.0.0 dev
            /x 1.0.0 dev optional peer extraneous
            """);
    assertThat(world.tree("dev:b@^2")).isEqualTo("/b 2.0.0 dev\n");
  }

  @Test
  void aCleanInstallLeavesAnInvalidOptionalPeerAlone() {
    String packages = "a@1.0.0 maybe:x@2\nx@1.0.0\nx@2.0.0";
    Tree forced = World.of(packages).with(Flag.LEGACY_PEER_DEPS).resolved("a@1 x@1").tree();
    World world = World.of(packages).from(new StartingTree.Locked(forced, 3));
    world.options = world.options.without(Flag.SAVE);
    assertThat(world.tree("a@1 x@1")).isEqualTo("/a 1.0.0\n/x 1.0.0\n");
    assertThat(world.asked).isEmpty();
  }

  @Test
  void aLockfileThatDoesNotFitIsToldInNpmsWords() {
    World world = later("a@^1 b@^1");
    Tree locked = ((StartingTree.Locked) world.start).tree();
    assertThat(LockCheck.problems(locked, world.resolved("a@^1 b@^1").tree())).isEmpty();
    assertThat(LockCheck.problems(locked, world.resolved("a@^1 b@^2 c@npm:b@1").tree()))
        .isEqualTo(
            List.of(
                "Invalid: lock file's b@1.0.0 does not satisfy b@2.0.0",
                "Missing: c@1.1.0 from lock file"));
  }

  @Test
  void anOldLockfileGetsItsMetadataFromTheRegistry() {
    PackageNode root =
        new PackageNode(
            Location.ROOT,
            new Manifest(World.manifest("a@^1")),
            null,
            null,
            Set.of(),
            false,
            false);
    Tree old =
        Tree.of(
            List.of(
                root, bare("node_modules/a", "a", "1.0.0"), bare("node_modules/x", "x", "1.0.0")));
    World world = World.of(NEW).from(new StartingTree.Locked(old, 1));
    Resolution.Resolved resolved = world.resolved("a@^1");
    assertThat(World.told(resolved.tree())).isEqualTo("/a 1.0.0\n/x 1.0.0\n");
    assertThat(resolved.tree().at(Location.ROOT.child("a")))
        .isInstanceOfSatisfying(
            PackageNode.class,
            node -> assertThat(node.manifest().dependencies()).containsEntry("x", "^1"));
    assertThat(resolved.warnings()).extracting(Resolution.Warning::code).contains("old lockfile");
  }

  private static PackageNode bare(String location, String name, String version) {
    Manifest manifest = new Manifest(World.manifest("").put("name", name).put("version", version));
    return new PackageNode(new Location(location), manifest, null, null, Set.of(), false, false);
  }
}
