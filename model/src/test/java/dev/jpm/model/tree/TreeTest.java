package dev.jpm.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class TreeTest {
  private final Tree tree =
      Tree.of(
          List.of(
              at(""), at("node_modules/b"), at("packages/one"), at("../../other"), at("../near")));

  @Test
  void aWorkspaceFindsWhatTheProjectHas() {
    assertThat(tree.resolve(new Location("packages/one"), "b"))
        .isEqualTo(tree.at(new Location("node_modules/b")));
  }

  @Test
  void fromOutsideTheProjectNothingInsideIsFound() {
    assertThat(tree.resolve(new Location("../../other"), "b")).isNull();
    assertThat(tree.resolve(new Location("../near"), "b")).isNull();
  }

  private static PackageNode at(String path) {
    Manifest manifest = new Manifest(JsonNodeFactory.instance.objectNode());
    return new PackageNode(new Location(path), manifest, null, null, Set.of(), false, false);
  }
}
