package dev.jpm.mirror.home;

import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.metadata.PackageChanges;
import dev.jpm.mirror.metadata.People;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.PackumentVisitor;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the packument of a package that was published here. */
record OwnDocument(OwnPackages packages, People people) {
  /** What a packument says of the package as its latest version has it. */
  private static final List<String> OF_LATEST =
      List.of("description", "homepage", "keywords", "repository", "author", "bugs", "license");

  Document of(OwnPackage own) {
    String id = PackageChanges.revision(own.rev(), own.modified());
    return new Document(own.name(), id, false, visitor -> show(own, id, visitor));
  }

  private void show(OwnPackage own, String id, PackumentVisitor visitor) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    visitor.field("_id", json.stringNode(own.name().value()));
    visitor.field("_rev", json.stringNode(id));
    visitor.field("name", json.stringNode(own.name().value()));
    ObjectNode tags = Json.object();
    own.tags().forEach(tags::put);
    visitor.field("dist-tags", tags);
    ObjectNode time = Json.object();
    time.put("created", Timestamps.of(own.created()));
    time.put("modified", Timestamps.of(own.modified()));
    List<Release> releases = packages.releases(own.name());
    for (Release release : releases) {
      ObjectNode manifest = release.manifest();
      if (manifest != null) {
        time.put(release.version(), Timestamps.of(release.published()));
        if (release.version().equals(own.tags().get("latest"))) {
          showLatest(manifest, visitor);
        }
      }
    }
    for (Release release : releases) {
      ObjectNode manifest = release.manifest();
      if (manifest != null && visitor.wants(release.version())) {
        visitor.release(release.version(), manifest);
      }
    }
    visitor.field("time", time);
    visitor.field("maintainers", maintainers(own.owners()));
    visitor.field("readme", json.stringNode(own.readme()));
  }

  private static void showLatest(ObjectNode manifest, PackumentVisitor visitor) {
    for (String field : OF_LATEST) {
      JsonNode value = manifest.get(field);
      if (value != null) {
        visitor.field(field, value);
      }
    }
  }

  private ArrayNode maintainers(List<String> owners) {
    ArrayNode maintainers = JsonNodeFactory.instance.arrayNode();
    for (String owner : owners) {
      String email = people.find(owner).map(People.Person::email).orElse("");
      maintainers.addObject().put("name", owner).put("email", email);
    }
    return maintainers;
  }
}
