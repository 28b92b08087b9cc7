package dev.jpm.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Location;
import dev.jpm.resolver.Resolution.Added;
import dev.jpm.resolver.ResolveOptions.Flag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedSpecsTest {
  private static final String PACKAGES = "a@1.0.0\na@1.2.3\na@2.0.0-rc.1\nb@1.0.0";

  private static World world(@Nullable SaveType type, String... specs) {
    return World.of(PACKAGES)
        .tag("a", "latest", "1.2.3")
        .tag("a", "next", "2.0.0-rc.1")
        .folder("lib/f", "f", "1.0.0", "")
        .folder("https://files.example/u.tgz", "u", "1.0.0", "")
        .folder("me/it", "it", "1.0.0", "")
        .with(Changes.adding(type, List.of(specs)));
  }

  private static Manifest saved(World world, String words) {
    Manifest manifest = world.resolved(words).saved().get(Location.ROOT);
    assertThat(manifest).isNotNull();
    return manifest;
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, ^1.2.3",
    "a@latest, a, ^1.2.3",
    "a@next, a, ^2.0.0-rc.1",
    "a@1.0.0, a, ^1.0.0",
    "a@^1.0.0, a, ^1.2.3",
    "a@1.x, a, ^1.2.3",
    "a@~1.2.0, a, ~1.2.0",
    "a@*, a, ^1.2.3",
    "c@npm:a@1, c, npm:a@^1.2.3",
    "./lib/f, f, file:lib/f",
    "https://files.example/u.tgz, u, https://files.example/u.tgz",
    "me/it, it, github:me/it",
  })
  void whatIsAskedForIsSavedAsNpmWould(String argument, String name, String spec) {
    Manifest saved = saved(world(null, argument), "");
    assertThat(saved.dependencies()).containsOnlyKeys(name).containsEntry(name, spec);
  }

  @Test
  void thePrefixIsASetting() {
    World world = world(null, "a");
    world.options = world.options.withSavePrefix("");
    assertThat(saved(world, "").dependencies()).containsEntry("a", "1.2.3");
  }

  @Test
  void aSectionIsKeptUnlessAnotherIsAskedFor() {
    assertThat(saved(world(null, "a"), "dev:a@1.0.0").devDependencies())
        .containsEntry("a", "^1.0.0");
    Manifest moved = saved(world(SaveType.PROD, "a@1.2.3"), "dev:a@1.0.0");
    assertThat(moved.dependencies()).containsEntry("a", "^1.2.3");
    assertThat(moved.devDependencies()).isEmpty();
    assertThat(saved(world(SaveType.OPTIONAL, "a"), "").optionalDependencies())
        .containsEntry("a", "^1.2.3");
    assertThat(saved(world(SaveType.PEER, "a"), "").peerDependencies())
        .containsEntry("a", "^1.2.3");
    assertThat(saved(world(SaveType.PEER_OPTIONAL, "a"), "").isPeerOptional("a")).isTrue();
  }

  @Test
  void nothingIsSavedWithoutSaveOrWithoutChanges() {
    World world = world(null, "a");
    world.options = world.options.without(Flag.SAVE);
    Resolution.Resolved resolved = world.resolved("");
    assertThat(resolved.saved()).isEmpty();
    assertThat(World.told(resolved.tree())).isEqualTo("/a 1.2.3\n");
    assertThat(World.of(PACKAGES).resolved("b@1").saved()).isEmpty();
  }

  @Test
  void whatIsRemovedLeavesEverySection() {
    World world = World.of(PACKAGES).with(Changes.removing(List.of("a")));
    Resolution.Resolved resolved = world.resolved("a@1 b@1 dev:a@1 peer:a@1");
    assertThat(World.told(resolved.tree())).isEqualTo("/b 1.0.0\n");
    Manifest saved = resolved.saved().get(Location.ROOT);
    assertThat(saved).isNotNull();
    assertThat(saved.json().toString()).doesNotContain("\"a\"");
  }

  @Test
  void aWorkspaceCanBeMeant() {
    World world =
        world(null, "a")
            .workspace("packages/w", "w", "1.0.0", "")
            .with(Changes.adding(null, List.of("a")).in(List.of("w"), false));
    Resolution.Resolved fresh = world.from(new StartingTree.Nothing(false)).resolved("");
    assertThat(fresh.saved()).containsOnlyKeys(new Location("packages/w"));
    Resolution.Resolved locked =
        world
            .with(Changes.none())
            .lockedAt("")
            .with(Changes.adding(null, List.of("a")).in(List.of("w"), false))
            .resolved("");
    assertThat(locked.saved()).containsOnlyKeys(new Location("packages/w"));
    assertThat(locked.added())
        .isEqualTo(
            List.of(new Added(new Location("packages/w"), "a", new Location("node_modules/a"))));
  }

  @Test
  void aWorkspaceThatIsNotThereIsToldOf() {
    World world = world(null, "a").with(Changes.adding(null, List.of("a")).in(List.of("w"), false));
    assertThat(world.resolved("").warnings())
        .extracting(Resolution.Warning::code)
        .contains("workspaces");
  }

  @Test
  void updateWithSaveRaisesTheRangesOfDirectDependencies() {
    World world = World.of("a@1.0.0\na@1.2.3\nb@1.0.0\nb@1.1.0").with(Changes.updatingAll());
    Manifest saved = saved(world, "a@^1.0.0 b@1.0.0");
    assertThat(saved.dependencies()).containsEntry("a", "^1.2.3").containsEntry("b", "1.0.0");
  }

  @Test
  void anUpdateTakesNamesOnly() {
    assertThatExceptionOfType(JpmException.class)
        .isThrownBy(() -> World.of("").with(Changes.updating(List.of("a@2"))).resolve(""))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EUPDATEARGS));
  }
}
