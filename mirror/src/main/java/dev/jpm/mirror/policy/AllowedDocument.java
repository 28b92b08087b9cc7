package dev.jpm.mirror.policy;

import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.PackumentVisitor;
import dev.jpm.mirror.packument.Packuments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A packument without the versions that are refused, in its place why they are. */
final class AllowedDocument implements PackumentVisitor {
  private static final int ID = 24;

  private final PackumentVisitor visitor;
  private final Rulings rulings;

  private AllowedDocument(PackumentVisitor visitor, Rulings rulings) {
    this.visitor = visitor;
    this.rulings = rulings;
  }

  static Document of(Document document, Rulings rulings) {
    if (rulings.refuseNothing()) {
      return document;
    }
    String id = document.id().substring(0, Math.min(ID, document.id().length()));
    return new Document(
        document.name(),
        id + "-" + rulings.digest(),
        document.stale(),
        visitor -> {
          document.content().show(new AllowedDocument(visitor, rulings));
          visitor.field(Packuments.RESTRICTIONS, restrictions(document, rulings));
        });
  }

  /** As npm reads it: its message is shown to whoever wants one of these versions. */
  private static ObjectNode restrictions(Document document, Rulings rulings) {
    ObjectNode restrictions = Json.object().put("message", rulings.message());
    ObjectNode versions = restrictions.putObject("versions");
    rulings
        .reasons()
        .forEach((version, reason) ->
            versions
                .putObject(version)
                .put("name", document.name().value())
                .put("version", version)
                .put("reason", reason));
    return restrictions;
  }

  @Override
  public void field(String field, JsonNode value) {
    switch (field) {
      case "dist-tags" -> {
        ObjectNode tags = Json.object();
        rulings.tags().forEach(tags::put);
        visitor.field(field, tags);
      }
      case "time" -> {
        if (value instanceof ObjectNode times) {
          times.remove(rulings.refused().keySet());
        }
        visitor.field(field, value);
      }
      case Packuments.RESTRICTIONS -> {}
      default -> visitor.field(field, value);
    }
  }

  @Override
  public boolean wants(String version) {
    return !rulings.refused().containsKey(version) && visitor.wants(version);
  }

  @Override
  public void release(String version, ObjectNode manifest) {
    visitor.release(version, manifest);
  }
}
