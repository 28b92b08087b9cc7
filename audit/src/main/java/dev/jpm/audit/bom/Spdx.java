package dev.jpm.audit.bom;

import dev.jpm.model.Integrity.Hash;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonWriter;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SPDX 2.3 as npm writes it. */
public final class Spdx {
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";
  private static final String UNKNOWN = "NOASSERTION";

  private final BomTree tree;
  private final BomOptions options;

  private Spdx(BomTree tree, BomOptions options) {
    this.tree = tree;
    this.options = options;
  }

  /** The document, without a line break at its end. */
  public static String of(BomTree tree, BomOptions options) {
    return JsonWriter.write(new Spdx(tree, options).document(), JsonStyle.DEFAULT);
  }

  private ObjectNode document() {
    BomPackage project = tree.project();
    String escaped = project.name().replace("/", "%2f");
    ObjectNode bom = JsonNodeFactory.instance.objectNode();
    bom.put("spdxVersion", "SPDX-2.3").put("dataLicense", "CC0-1.0").put("SPDXID", DOCUMENT);
    bom.put("name", BomTree.packageId(tree.root()));
    bom.put(
        "documentNamespace",
        "http://spdx.org/spdxdocs/%s-%s-%s".formatted(escaped, project.version(), options.id()));
    ObjectNode creation = bom.putObject("creationInfo").put("created", options.timestamp());
    creation.putArray("creators").add("Tool: jpm/cli-" + options.version());
    bom.putArray("documentDescribes").add(id(tree.root()));
    ArrayNode packages = bom.putArray("packages");
    packages.add(item(tree.root(), options.type()));
    tree.packages().forEach(node -> packages.add(item(node, null)));
    relationships(bom.putArray("relationships"));
    return bom;
  }

  private static ObjectNode item(GraphNode node, @Nullable String type) {
    BomPackage one = new BomPackage(node);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", one.name()).put("SPDXID", id(node)).put("versionInfo", one.version());
    json.put("packageFileName", place(node));
    if (one.description() != null) {
      json.put("description", one.description());
    }
    if (type != null) {
      json.put("primaryPackagePurpose", type.toUpperCase(Locale.ROOT));
    }
    json.put("downloadLocation", orUnknown(node.resolved())).put("filesAnalyzed", false);
    json.put("homepage", orUnknown(one.homepage()));
    json.put("licenseDeclared", orUnknown(one.licence()));
    json.putArray("externalRefs")
        .addObject()
        .put("referenceCategory", "PACKAGE-MANAGER")
        .put("referenceType", "purl")
        .put("referenceLocator", one.purl());
    Hash hash = one.hash();
    if (hash != null) {
      json.putArray("checksums")
          .addObject()
          .put("algorithm", hash.algorithm().name())
          .put("checksumValue", hash.hex());
    }
    return json;
  }

  private static String orUnknown(@Nullable String text) {
    return text == null || text.isEmpty() ? UNKNOWN : text;
  }

  /** A workspace is where node_modules has it. */
  private static String place(GraphNode node) {
    return node.isWorkspace() && !node.linksIn().isEmpty()
        ? node.linksIn().iterator().next().path()
        : node.path();
  }

  private void relationships(ArrayNode list) {
    relate(list, DOCUMENT, id(tree.root()), "DESCRIBES");
    Set<GraphNode> seen = new HashSet<>();
    for (GraphNode each : tree.nodes()) {
      GraphNode node = each.target();
      if (node != null && seen.add(node)) {
        Set<ObjectNode> own = new LinkedHashSet<>();
        tree.edges(node).forEach(edge -> own.add(relationship(edge, node)));
        own.forEach(list::add);
      }
    }
    for (GraphNode node : tree.nodes()) {
      if (node.flags().extraneous()) {
        relate(list, id(node), id(tree.root()), "OPTIONAL_DEPENDENCY_OF");
      }
    }
  }

  private static ObjectNode relationship(GraphEdge edge, GraphNode from) {
    String type =
        edge.type() == EdgeType.PEER
            ? "PREREQUISITE_FOR"
            : edge.type() == EdgeType.OPTIONAL
                ? "OPTIONAL_DEPENDENCY_OF"
                : edge.type() == EdgeType.DEV ? "DEV_DEPENDENCY_OF" : "DEPENDENCY_OF";
    ArrayNode one = JsonNodeFactory.instance.arrayNode();
    relate(one, id(Objects.requireNonNull(edge.to())), id(from), type);
    return (ObjectNode) one.get(0);
  }

  private static void relate(ArrayNode list, String element, String related, String type) {
    list.addObject()
        .put("spdxElementId", element)
        .put("relatedSpdxElement", related)
        .put("relationshipType", type);
  }

  private static String id(GraphNode node) {
    BomPackage one = new BomPackage(node);
    return "SPDXRef-Package-%s-%s"
        .formatted(one.name().replaceFirst("^@", "").replace('/', '.'), one.version());
  }
}
