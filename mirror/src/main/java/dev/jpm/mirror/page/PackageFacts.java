package dev.jpm.mirror.page;

import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.PackumentVisitor;
import dev.jpm.mirror.packument.Packuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a page tells of a package and one of its versions, picked out of a packument. */
final class PackageFacts implements PackumentVisitor {
  private final String version;
  private final ObjectNode tags;
  private final List<String> versions = new ArrayList<>();
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  private @Nullable ObjectNode manifest;

  private PackageFacts(String version, ObjectNode tags) {
    this.version = version;
    this.tags = tags;
  }

  /** The facts of {@code wanted}, a version; of the latest one where it is empty. */
  static PackageFacts of(Document document, String wanted) {
    ObjectNode tags = Packuments.tags(document);
    String version = wanted.isEmpty() ? tags.path("latest").asString("") : wanted;
    PackageFacts facts = new PackageFacts(version, tags);
    try {
      document.content().show(facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return facts;
  }

  @Override
  public void field(String name, JsonNode value) {
    switch (name) {
      case "time", "readme", "maintainers" -> fields.put(name, value);
      default -> {}
    }
  }

  @Override
  public boolean wants(String each) {
    versions.add(each);
    return each.equals(version);
  }

  @Override
  public void release(String each, ObjectNode found) {
    manifest = found;
  }

  String version() {
    return version;
  }

  /** The manifest of the version; null where there is none. */
  @Nullable ObjectNode manifest() {
    return manifest;
  }

  ObjectNode tags() {
    return tags;
  }

  /** All versions, the newest first. */
  List<String> versions() {
    return versions.reversed();
  }

  String published(String each) {
    String time = fields.getOrDefault("time", missing()).path(each).asString("");
    return time.length() < 10 ? "" : time.substring(0, 10);
  }

  String readme() {
    return fields.getOrDefault("readme", missing()).asString("");
  }

  List<String> maintainers() {
    List<String> names = new ArrayList<>();
    fields
        .getOrDefault("maintainers", missing())
        .forEach(person ->
            names.add(person.isString() ? person.asString() : person.path("name").asString("")));
    return names;
  }

  private static JsonNode missing() {
    return JsonNodeFactory.instance.missingNode();
  }
}
