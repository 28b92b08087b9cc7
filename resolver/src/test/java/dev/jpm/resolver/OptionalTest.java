package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.resolver.ResolveOptions.Flag;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionalTest {
  private static void assertFails(ErrorCode code, World world, String words) {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> world.resolve(words))
        .satisfies(error -> assertThat(error.code()).isEqualTo(code));
  }

  @Test
  void packagesForOtherPlatformsStayInTheTreeInert() {
    World world =
        World.of("a@1.0.0 opt:mac@1 opt:linux@1\nmac@1.0.0 os:darwin x@1\nlinux@1.0.0\nx@1.0.0");
    assertThat(world.tree("a@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /linux 1.0.0 optional
            /mac 1.0.0 optional inert
            /x 1.0.0 optional inert
            """);
    assertThat(world.picked).contains("linux@1.0.0").doesNotContain("mac@1.0.0");
  }

  @Test
  void whatOthersNeedTooStaysInstalled() {
    assertThat(World.of("mac@1.0.0 os:darwin x@1\nx@1.0.0").tree("opt:mac@1 x@1"))
        .isEqualTo(
            """
            /mac 1.0.0 optional inert
            /x 1.0.0
            """);
  }

  @Test
  void aWholeOptionalBranchGoesUpToItsOptionalEdge() {
    assertThat(World.of("a@1.0.0 mac@1 y@1\nmac@1.0.0 os:darwin\ny@1.0.0").tree("opt:a@1"))
        .isEqualTo(
            """
            /a 1.0.0 optional inert
            /mac 1.0.0 optional inert
            /y 1.0.0 optional inert
            """);
  }

  @Test
  void whatCannotBeHadAndNeedNotIsLeftOut() {
    assertThat(World.of("b@1.0.0").tree("opt:missing@1 b@1")).isEqualTo("/b 1.0.0\n");
    assertThat(World.of("b@1.0.0").tree("opt:b@2 opt:unreachable@1")).isEmpty();
    assertThat(World.of("a@1.0.0 missing@1\nb@1.0.0").tree("opt:a@1 b@1"))
        .isEqualTo(
            """
            /a 1.0.0 optional inert
            /b 1.0.0
            """);
  }

  @Test
  void whatIsRequiredAndCannotBeHadIsAnError() {
    assertFails(ErrorCode.E404, World.of("b@1.0.0"), "missing@1");
    assertFails(ErrorCode.E404, World.of("b@1.0.0 missing@1"), "b@1");
    assertFails(ErrorCode.ETARGET, World.of("b@1.0.0"), "b@2");
    assertFails(ErrorCode.ECONNREFUSED, World.of("b@1.0.0"), "unreachable@1");
  }

  @Test
  void anErrorSaysWhoRequiredIt() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> World.of("b@1.0.0 missing@1").resolve("b@1"))
        .satisfies(error ->
            assertThat(Objects.requireNonNull(error.because()).lines())
                .containsExactly("missing@\"1\" from b@1.0.0", "b@\"1\" from the root project"));
  }

  @Test
  void aRequiredPackageForAnotherPlatformIsAnErrorUnlessForced() {
    assertFails(ErrorCode.EBADPLATFORM, World.of("a@1.0.0 os:darwin"), "a@1");
    assertThat(World.of("a@1.0.0 os:darwin").with(Flag.FORCE).tree("a@1")).isEqualTo("/a 1.0.0\n");
    assertThat(World.of("a@1.0.0 os:!win32").tree("a@1")).isEqualTo("/a 1.0.0\n");
  }

  @Test
  void whatIsOmittedMayBeForAnotherPlatform() {
    World world = World.of("a@1.0.0 os:darwin");
    world.options = world.options.withOmit(Set.of(DepFlag.DEV));
    assertThat(world.tree("dev:a@1")).isEqualTo("/a 1.0.0 dev\n");
  }

  @Test
  void anUnfitEngineIsAWarningOrAnErrorIfStrict() {
    String packages = "a@1.0.0 node:>=99";
    assertThat(World.of(packages).resolved("a@1").warnings())
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.code()).isEqualTo("EBADENGINE");
          assertThat(warning.message()).contains("a@1.0.0").contains(">=99");
        });
    assertFails(ErrorCode.EBADENGINE, World.of(packages).with(Flag.ENGINE_STRICT), "a@1");
    assertThat(World.of(packages).with(Flag.ENGINE_STRICT).tree("opt:a@1"))
        .isEqualTo("/a 1.0.0 optional inert\n");
  }

  @Test
  void flagsTellWhyANodeIsThere() {
    assertThat(
            World.of(
                    """
                    a@1.0.0 shared@1
                    b@1.0.0 opt:c@1 shared@1
                    c@1.0.0 both@1
                    d@1.0.0 both@1 devonly@1
                    shared@1.0.0
                    both@1.0.0
                    devonly@1.0.0 peer:pd@1
                    pd@1.0.0
                    """)
                .tree("a@1 b@1 dev:d@1"))
        .isEqualTo(
            """
            /a 1.0.0
            /b 1.0.0
            /both 1.0.0 dev_optional
            /c 1.0.0 optional
            /d 1.0.0 dev
            /devonly 1.0.0 dev
            /pd 1.0.0 dev peer
            /shared 1.0.0
            """);
  }
}
