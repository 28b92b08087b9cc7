package dev.jpm.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.tree.Tree;
import org.junit.jupiter.api.Test;

class StalenessTest {

  @Test
  void tellsWhatIsMissingAndWhatDoesNotSatisfy() {
    Tree virtual = tree("\"node_modules/a\":{\"version\":\"1.0.0\"}");
    Tree ideal =
        tree(
            "\"node_modules/a\":{\"version\":\"2.0.0\"},\"node_modules/@s/b\":{\"version\":\"1.1.0\"}");
    Staleness staleness = Staleness.of(virtual, ideal);
    assertThat(staleness.isFresh()).isFalse();
    assertThat(staleness.reasons())
        .containsExactly(
            "Invalid: lock file's a@1.0.0 does not satisfy a@2.0.0",
            "Missing: @s/b@1.1.0 from lock file");
    assertThat(staleness.message())
        .startsWith("`jpm ci` can only install packages when your package.json and package-lock")
        .endsWith("before continuing.\n\n" + String.join("\n", staleness.reasons()));
  }

  @Test
  void isFreshWhereTheLockHoldsMoreThanIsNeeded() {
    Tree virtual =
        tree(
            "\"node_modules/a\":{\"version\":\"1.0.0\"},\"node_modules/b\":{\"version\":\"1.0.0\"}");
    assertThat(Staleness.of(virtual, tree("\"node_modules/a\":{\"version\":\"1.0.0\"}")).isFresh())
        .isTrue();
  }

  @Test
  void doesNotMindNewVersionsOfWorkspaces() {
    String link = ",\"node_modules/w\":{\"resolved\":\"w\",\"link\":true}";
    Tree virtual = tree("\"w\":{\"version\":\"1.0.0\"}" + link);
    Tree ideal = tree("\"w\":{\"version\":\"2.0.0\"}" + link);
    assertThat(Staleness.of(virtual, ideal).isFresh()).isTrue();
  }

  private static Tree tree(String packages) {
    String text = "{\"lockfileVersion\":3,\"packages\":{\"\":{}," + packages + "}}";
    return PackageLock.read(text, "package-lock.json").tree();
  }
}
