package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.resolver.ResolveOptions.Allow;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.ResolveOptions.SourceKind;
import org.junit.jupiter.api.Test;

class LinksTest {
  @Test
  void workspacesAreLinkedAndTheirDependenciesGoToTheTop() {
    assertThat(
            World.of("x@1.0.0\nx@2.0.0")
                .workspace("packages/a", "a", "1.0.0", "x@2 b@^1")
                .workspace("packages/b", "b", "1.2.0", "x@2 dev:y@npm:x@1")
                .tree(""))
        .isEqualTo(
            """
            /a -> packages/a
            /b -> packages/b
            /x 2.0.0
            /y = x 1.0.0 dev
            packages/a 1.0.0
            packages/b 1.2.0
            """);
  }

  @Test
  void aWorkspaceThatDoesNotSatisfyIsNotUsed() {
    assertThat(
            World.of("b@2.0.0")
                .workspace("packages/a", "a", "1.0.0", "b@^2")
                .workspace("packages/b", "b", "1.0.0", "")
                .tree(""))
        .isEqualTo(
            """
            /a -> packages/a
            /b -> packages/b
            packages/a 1.0.0
            packages/a//b 2.0.0
            packages/b 1.0.0
            """);
  }

  @Test
  void foldersAreLinkedAndOnlyThoseInsideTheProjectAreLookedInto() {
    World world =
        World.of("x@1.0.0")
            .folder("lib/inner", "inner", "1.0.0", "x@1")
            .folder("../outer", "outer", "1.0.0", "x@1");
    assertThat(world.tree("inner@file:./lib/inner"))
        .isEqualTo(
            """
            lib/inner 1.0.0
            /inner -> lib/inner
            /x 1.0.0
            """);
    assertThat(world.tree("outer@file:../outer"))
        .isEqualTo(
            """
            ../outer 1.0.0
            /outer -> ../outer
            """);
    assertThat(world.tree("outer@file:/home/me/outer")).contains("/outer -> ../outer");
  }

  @Test
  void aFolderIsSeenFromWhereItsDependerIs() {
    assertThat(
            World.of("")
                .folder("lib/a", "a", "1.0.0", "b@file:../b")
                .folder("lib/b", "b", "1.0.0", "")
                .tree("a@file:lib/a"))
        .isEqualTo(
            """
            lib/a 1.0.0
            lib/b 1.0.0
            /a -> lib/a
            /b -> lib/b
            """);
  }

  @Test
  void installLinksCopiesFoldersFromOutside() {
    World world =
        World.of("x@1.0.0").folder("../outer", "outer", "1.0.0", "x@1").with(Flag.INSTALL_LINKS);
    assertThat(world.tree("outer@file:../outer")).isEqualTo("/outer 1.0.0\n/x 1.0.0\n");
  }

  @Test
  void whatACopiedFolderAsksForIsLookedForBesideTheFolder() {
    World world =
        World.of("")
            .folder("../outer/a", "a", "1.0.0", "b@file:../b")
            .folder("../outer/b", "b", "1.0.0", "")
            .with(Flag.INSTALL_LINKS);
    assertThat(world.tree("a@file:../outer/a")).isEqualTo("/a 1.0.0\n/b 1.0.0\n");
  }

  @Test
  void tarballsOnDiskAndElsewhereKeepWhereTheyCameFrom() {
    World world =
        World.of("x@1.0.0")
            .folder("vendor/t.tgz", "t", "1.0.0", "x@1")
            .folder("https://files.example/u.tgz", "u", "1.0.0", "")
            .folder("me/it#main", "it", "1.0.0", "");
    Resolution.Resolved resolved =
        world.resolved("t@file:vendor/t.tgz u@https://files.example/u.tgz it@me/it#main");
    assertThat(World.told(resolved.tree())).isEqualTo("/it 1.0.0\n/t 1.0.0\n/u 1.0.0\n/x 1.0.0\n");
    assertThat(origin(resolved, "t")).isEqualTo("file:vendor/t.tgz");
    assertThat(origin(resolved, "u")).isEqualTo("https://files.example/u.tgz");
    assertThat(origin(resolved, "it")).startsWith("git+ssh://git@github.com/me/it.git#0123");
  }

  private static String origin(Resolution.Resolved resolved, String name) {
    return resolved.tree().at(Location.ROOT.child(name)) instanceof PackageNode node
        ? String.valueOf(node.resolved())
        : "none";
  }

  @Test
  void sourcesCanBeForbidden() {
    World world = World.of("a@1.0.0 it@me/it").folder("me/it", "it", "1.0.0", "");
    world.options = world.options.withAllow(SourceKind.GIT, Allow.ROOT);
    assertThat(world.tree("it@me/it")).isEqualTo("/it 1.0.0\n");
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> world.resolve("a@1"))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EALLOWGIT));
    world.options = world.options.withAllow(SourceKind.GIT, Allow.NONE);
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> world.resolve("it@me/it"))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EALLOWGIT));
  }

  @Test
  void bundledPackagesComeWithTheirBundler() {
    assertThat(
            World.of("a@1.0.0 bundle:b@1 c@1\nb@1.0.0\nb@1.9.0\nc@1.0.0 b@1\nd@1.0.0")
                .bundled("a@1.0.0", "node_modules/b 1.0.0 d@1", "node_modules/d 1.0.0")
                .tree("a@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /a//b 1.0.0 bundled
            /a//d 1.0.0 bundled
            /b 1.9.0
            /c 1.0.0
            """);
  }

  /** npm looks into bundles only when it puts their packages in place. */
  @Test
  void whatIsBundledHasNoPartInWhereOthersGo() {
    assertThat(
            World.of("m@1.0.0 bundle:l@2\nn@1.0.0 l@^1.1.0\nl@1.0.0\nl@1.1.0 deprecated")
                .bundled("m@1.0.0", "node_modules/l 2.0.0")
                .tree("l@1 m@1 n@1"))
        .isEqualTo(
            """
            /l 1.0.0
            /m 1.0.0
            /m//l 2.0.0 bundled
            /n 1.0.0
            /n//l 1.1.0
            """);
  }

  @Test
  void whatLiesInABundleAndNobodyWantsIsListedAllTheSame() {
    assertThat(
            World.of("m@1.0.0 bundle:l@1 f@1\nf@1.0.0 i@2\ni@2.1.0")
                .bundled("m@1.0.0", "node_modules/i 2.0.0")
                .tree("m@1"))
        .isEqualTo(
            """
            /f 1.0.0
            /i 2.1.0
            /m 1.0.0
            /m//i 2.0.0 dev optional peer extraneous
            """);
  }

  @Test
  void whatTheRootBundlesIsInstalledAllTheSame() {
    assertThat(World.of("b@1.0.0 c@1\nc@1.0.0").tree("bundle:b@1"))
        .isEqualTo("/b 1.0.0\n/c 1.0.0\n");
  }

  /** npm loses what the project itself asks for: the link that cut the cycle takes it along. */
  @Test
  void whatALinkTookAlongIsPutBack() {
    World world =
        World.of("a@1.2.0 opt:c@1\na@2.0.0\nc@1.2.0 c@^3\nc@3.0.0 a@1")
            .workspace("packages/p", "p", "1.0.0", "c@<=3.0.0");
    assertThat(world.lockedAt("a@^2").tree("")).contains("/c//c//c -> node_modules/c");
    assertThat(world.tree("c@^1"))
        .isEqualTo(
            """
            /c 1.2.0
            /c//a 1.2.0
            /c//a//c -> node_modules/c optional
            /c//c 3.0.0
            /p -> packages/p
            packages/p 1.0.0
            packages/p//a 1.2.0
            packages/p//a//c 1.2.0 optional
            packages/p//a//c//c 3.0.0 optional
            packages/p//c 3.0.0
            """);
  }
}
