package dev.jpm.audit.bom;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.InstalledGraph;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written keeps to the published schemas, which come with the formats' own libraries (that
 * of CycloneDX 1.7 from its specification).
 */
class BomSchemasTest {
  private static final Path LOCK = Path.of("../fixtures/sbom/package-lock.json");

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1.6", "1.7"})
  void keepsToThePublishedSchema(String version) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7,
                it ->
                    it.schemaIdResolvers(
                        ids -> ids.mapPrefix("http://cyclonedx.org/schema/", "classpath:")))
            .getSchema(
                SchemaLocation.of("http://cyclonedx.org/schema/bom-" + version + ".schema.json"));

    String text = CycloneDx.of(tree(), options(version));

    assertThat(schema.validate("{\"bomFormat\":\"CycloneDX\"}", InputFormat.JSON)).isNotEmpty();
    assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
  }

  @Test
  void spdxKeepsToThePublishedSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(SchemaLocation.of("classpath:resources/spdx-schema-v2.3.json"));

    assertThat(schema.validate("{\"spdxVersion\":\"SPDX-2.3\"}", InputFormat.JSON)).isNotEmpty();
    assertThat(schema.validate(Spdx.of(tree(), options("1.6")), InputFormat.JSON)).isEmpty();
  }

  private static BomOptions options(String version) {
    return new BomOptions("application", true, "1.0.0", new UUID(1, 2), Instant.EPOCH, version);
  }

  private static BomTree tree() throws IOException {
    Tree tree = PackageLock.read(Files.readString(LOCK), "package-lock.json").tree();
    Graph graph = InstalledGraph.of(tree, "/", Map.of("web", "packages/web"), false);
    SequencedSet<GraphNode> nodes = new LinkedHashSet<>(graph.nodes());
    return new BomTree(graph.root(), nodes);
  }
}
