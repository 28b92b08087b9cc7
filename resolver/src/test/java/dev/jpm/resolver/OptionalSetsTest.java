package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionalSetsTest {
  @Test
  void whatNeedsAFailedPackageAndWhatOnlyThatNeedsGoToo() {
    Tree tree =
        World.of(
                """
                native@1.0.0 binary@1 helper@1
                binary@1.0.0
                helper@1.0.0
                shared@1.0.0
                app@1.0.0 shared@1 opt:native@1
                """)
            .resolved("app@1")
            .tree();
    assertThat(set(tree, "binary"))
        .containsExactlyInAnyOrder(at("binary"), at("native"), at("helper"));
  }

  @Test
  void anOptionalDependencyOfTheRootGoesAlone() {
    Tree tree = World.of("a@1.0.0 shared@1\nshared@1.0.0").resolved("opt:a@1 shared@1").tree();
    assertThat(set(tree, "a")).containsExactly(at("a"));
  }

  @Test
  void aRequiredPackageTakesNothingWithIt() {
    Tree tree = World.of("a@1.0.0 b@1\nb@1.0.0").resolved("a@1").tree();
    assertThat(set(tree, "b")).containsExactly(at("b"));
  }

  @Test
  void whatIsKeptForOtherPlatformsHoldsNothingBack() {
    Tree tree =
        World.of("mac@1.0.0 os:darwin helper@1\nlinux@1.0.0 os:linux helper@1\nhelper@1.0.0")
            .resolved("opt:mac@1 opt:linux@1")
            .tree();
    assertThat(List.copyOf(set(tree, "linux"))).contains(at("linux"), at("helper"));
  }

  private static Set<Location> set(Tree tree, String name) {
    return new OptionalSets(tree, "/home/me/project", Map.of()).of(at(name));
  }

  private static Location at(String name) {
    return new Location("node_modules/" + name);
  }
}
