package dev.jpm.registrymock;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes packuments and manifests in the shapes that registries give them. */
final class PackumentForms {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter GATEWAY_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS+00:00").withZone(ZoneOffset.UTC);

  private static final List<String> ABBREVIATED_FIELDS =
      List.of(
          "name",
          "version",
          "deprecated",
          "dependencies",
          "optionalDependencies",
          "devDependencies",
          "bundleDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "bin",
          "directories",
          "dist",
          "engines",
          "os",
          "cpu",
          "libc",
          "_hasShrinkwrap",
          "hasInstallScript",
          "funding",
          "acceptDependencies");

  private final Behaviour behaviour;
  private final boolean withTimes;

  PackumentForms(Behaviour behaviour, boolean withTimes) {
    this.behaviour = behaviour;
    this.withTimes = withTimes;
  }

  /** The whole document; {@code base} is the registry's address as the client used it. */
  ObjectNode full(Shelf.Entry entry, String base) {
    ObjectNode document = Json.object().put("_id", entry.name());
    if (behaviour == Behaviour.ORIGIN) {
      document.put("_rev", entry.versions().size() + "-" + Integer.toHexString(entry.hashCode()));
    }
    document.put("name", entry.name());
    document.set("dist-tags", tags(entry));
    ObjectNode versions = document.putObject("versions");
    entry.versions().values().forEach(v -> versions.set(v.version(), manifest(entry, v, base)));
    if (withTimes) {
      document.set("time", times(entry));
    }
    if (behaviour == Behaviour.ORIGIN) {
      latestText(entry, "description").ifPresent(text -> document.put("description", text));
      latestText(entry, "license").ifPresent(text -> document.put("license", text));
      document.put("readme", "# " + entry.name() + "\n").put("readmeFilename", "README.md");
    }
    return document;
  }

  /** What an install needs: no times, and of each manifest only certain fields. */
  ObjectNode abbreviated(Shelf.Entry entry, String base) {
    ObjectNode document = Json.object().put("name", entry.name());
    document.set("dist-tags", tags(entry));
    ObjectNode versions = document.putObject("versions");
    for (Stored stored : entry.versions().values()) {
      ObjectNode full = manifest(entry, stored, base);
      ObjectNode few = versions.putObject(stored.version());
      for (String field : ABBREVIATED_FIELDS) {
        JsonNode value = full.get(field);
        if (value != null) {
          few.set(field, value);
        }
      }
    }
    return document.put("modified", TIME.format(entry.modified()));
  }

  ObjectNode manifest(Shelf.Entry entry, Stored stored, String base) {
    ObjectNode manifest = stored.manifest().deepCopy();
    String own = base + entry.name() + "/-/" + stored.fileName();
    String url = stored.tarballUrl() == null ? own : stored.tarballUrl();
    ObjectNode dist = manifest.withObjectProperty("dist").put("tarball", url);
    JsonNode attested = stored.attestations();
    if (attested != null) {
      ObjectNode claim = dist.putObject("attestations");
      claim.put("url", base + Attestations.PATH + entry.name() + "@" + stored.version());
      claim.putObject("provenance").put("predicateType", Attestations.provenance(attested));
    }
    if (behaviour == Behaviour.GATEWAY) {
      manifest.remove(List.of("deprecated", "hasInstallScript", "_hasShrinkwrap", "maintainers"));
      dist.remove(List.of("fileCount", "unpackedSize"));
    }
    return manifest;
  }

  ObjectNode tags(Shelf.Entry entry) {
    ObjectNode tags = Json.object();
    entry
        .tags()
        .forEach((tag, version) -> {
          if (behaviour == Behaviour.ORIGIN || tag.equals("latest")) {
            tags.put(tag, version);
          }
        });
    return tags;
  }

  private ObjectNode times(Shelf.Entry entry) {
    DateTimeFormatter format = behaviour == Behaviour.ORIGIN ? TIME : GATEWAY_TIME;
    ObjectNode times = Json.object();
    times.put("created", format.format(entry.created()));
    times.put("modified", format.format(entry.modified()));
    for (Stored stored : entry.versions().values()) {
      times.put(stored.version(), format.format(stored.time()));
    }
    return times;
  }

  private static Optional<String> latestText(Shelf.Entry entry, String field) {
    return entry
        .find("latest")
        .map(stored -> stored.manifest().path(field))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }
}
