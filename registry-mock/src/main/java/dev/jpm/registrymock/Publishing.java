package dev.jpm.registrymock;

import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes what clients publish, from anybody who says who they are. */
final class Publishing {
  private final Shelf shelf;

  Publishing(Shelf shelf) {
    this.shelf = shelf;
  }

  Answer answer(Request request) {
    if (request.header("authorization") == null) {
      return Answer.error(401, "Unauthorized").with("WWW-Authenticate", "Bearer");
    }
    JsonNode document = Json.parse(request.body());
    String name = document.path("name").asString("");
    if (!("/" + name).equals(request.path())) {
      return Answer.error(400, "the document is about another package");
    }
    for (Map.Entry<String, JsonNode> version : document.path("versions").properties()) {
      boolean known =
          shelf.find(name).filter(e -> e.versions().containsKey(version.getKey())).isPresent();
      if (known) {
        return Answer.error(
            403, "You cannot publish over the previously published versions: " + version.getKey());
      }
      put(name, version.getKey(), (ObjectNode) version.getValue(), document);
    }
    return Answer.json(201, Json.object().put("ok", "created new package").put("success", true));
  }

  private void put(String name, String version, ObjectNode manifest, JsonNode document) {
    byte[] tarball =
        Base64.getDecoder()
            .decode(
                document
                    .path("_attachments")
                    .path(name + "-" + version + ".tgz")
                    .path("data")
                    .asString(""));
    String fileName = name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
    ObjectNode kept = manifest.deepCopy();
    kept.withObjectProperty("dist").remove("tarball");
    shelf.put(
        name,
        new Stored(version, kept, fileName, tarball, shelf.nextTime(), null, null),
        document.path("dist-tags").propertyNames());
  }
}
