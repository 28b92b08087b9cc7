package dev.jpm.audit.bom;

import dev.jpm.audit.licence.Licence;
import dev.jpm.model.Integrity.Hash;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonWriter;
import dev.jpm.resolver.graph.Flags;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** CycloneDX: 1.5 as npm writes it; later ones without what they advise against. */
public final class CycloneDx {
  private static final String NPMS = "1.5";
  private static final String PROPERTY = "cdx:npm:package:";
  private static final String LIBRARY = "library";

  private final BomTree tree;
  private final BomOptions options;
  private final boolean old;

  private CycloneDx(BomTree tree, BomOptions options) {
    this.tree = tree;
    this.options = options;
    this.old = options.specVersion().equals(NPMS);
  }

  /** The document, without a line break at its end. */
  public static String of(BomTree tree, BomOptions options) {
    return JsonWriter.write(new CycloneDx(tree, options).document(), JsonStyle.DEFAULT);
  }

  private ObjectNode document() {
    ObjectNode bom = JsonNodeFactory.instance.objectNode();
    bom.put("$schema", "http://cyclonedx.org/schema/bom-" + options.specVersion() + ".schema.json");
    bom.put("bomFormat", "CycloneDX").put("specVersion", options.specVersion());
    bom.put("serialNumber", "urn:uuid:" + options.id()).put("version", 1);
    ObjectNode metadata = bom.putObject("metadata").put("timestamp", options.timestamp());
    metadata
        .putArray("lifecycles")
        .addObject()
        .put("phase", options.lockOnly() ? "pre-build" : "build");
    tools(metadata);
    metadata.set("component", component(tree.project(), options.type()));
    ArrayNode components = bom.putArray("components");
    tree.packages().forEach(node -> components.add(component(new BomPackage(node), LIBRARY)));
    ArrayNode dependencies = bom.putArray("dependencies");
    dependencies.add(dependency(tree.root()));
    tree.packages().forEach(node -> dependencies.add(dependency(node)));
    return bom;
  }

  private void tools(ObjectNode metadata) {
    if (old) {
      metadata
          .putArray("tools")
          .addObject()
          .put("vendor", "jpm")
          .put("name", "cli")
          .put("version", options.version());
    } else {
      metadata
          .putObject("tools")
          .putArray("components")
          .addObject()
          .put("type", "application")
          .put("name", "jpm")
          .put("version", options.version());
    }
  }

  private ObjectNode component(BomPackage one, String type) {
    GraphNode node = one.node();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    // What development alone needs is optional too, as npm counts.
    Flags flags = node.flags();
    boolean optional = flags.optional() || flags.devOptional() || flags.dev();
    json.put("bom-ref", one.id()).put("type", type).put("name", one.name());
    json.put("version", one.version()).put("scope", optional ? "optional" : "required");
    if (one.author() != null) {
      if (old) {
        json.put("author", one.author());
      } else {
        json.putArray("authors").addObject().put("name", one.author());
      }
    }
    put(json, "description", one.description());
    json.put("purl", one.purl());
    properties(json.putArray("properties"), one);
    references(json.putArray("externalReferences"), one);
    Hash hash = one.hash();
    if (hash != null) {
      json.putArray("hashes")
          .addObject()
          .put("alg", hash.algorithm().name().replaceFirst("^SHA", "SHA-"))
          .put("content", hash.hex());
    }
    licence(json, one.licence());
    return json;
  }

  private static void properties(ArrayNode list, BomPackage one) {
    GraphNode node = one.node();
    if (node.flags().dev()) {
      property(list, "development");
    }
    if (one.isPrivate()) {
      property(list, "private");
    }
    if (node.flags().extraneous()) {
      property(list, "extraneous");
    }
    if (Shipped.inBundle(node)) {
      property(list, "bundled");
    }
  }

  private static void property(ArrayNode list, String name) {
    list.addObject().put("name", PROPERTY + name).put("value", "true");
  }

  private static void references(ArrayNode list, BomPackage one) {
    reference(list, "distribution", one.node().resolved());
    reference(list, "vcs", one.repository());
    reference(list, "website", one.homepage());
    reference(list, "issue-tracker", one.issues());
  }

  private static void reference(ArrayNode list, String type, @Nullable String url) {
    if (url != null && !url.isEmpty()) {
      list.addObject().put("type", type).put("url", url);
    }
  }

  private static void licence(ObjectNode json, @Nullable String text) {
    Licence licence = text == null ? null : Licence.parse(text).orElse(null);
    if (licence == null) {
      return;
    }
    ObjectNode choice = json.putArray("licenses").addObject();
    if (licence instanceof Licence.Single single) {
      choice.putObject("license").put("id", single.id());
    } else {
      choice.put("expression", text);
    }
  }

  private ObjectNode dependency(GraphNode node) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("ref", new BomPackage(node).id());
    Set<String> on = new LinkedHashSet<>();
    for (GraphEdge edge : tree.edges(node)) {
      on.add(new BomPackage(Objects.requireNonNull(edge.to())).id());
    }
    ArrayNode list = json.putArray("dependsOn");
    on.forEach(list::add);
    return json;
  }

  private static void put(ObjectNode json, String key, @Nullable String text) {
    if (text != null) {
      json.put(key, text);
    }
  }
}
