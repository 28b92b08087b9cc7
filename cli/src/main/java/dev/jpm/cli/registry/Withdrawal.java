package dev.jpm.cli.registry;

import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryReply.Refused;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.semver.Version;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** npm's steps for taking something back: the document first, then the tarball. */
final class Withdrawal {
  private final RegistryTalk talk;
  private final PackageName name;
  private final Registry registry;

  Withdrawal(RegistryTalk talk, PackageName name) {
    this.talk = talk;
    this.name = name;
    this.registry = talk.of(name);
  }

  /** Takes back {@code version}, or the whole package where it is null or the only one. */
  void of(@Nullable String version) {
    JsonNode document = talk.toChange(name);
    JsonNode versions = document.path("versions");
    if (version == null || versions.size() <= 1) {
      if (version == null || versions.isEmpty() || versions.has(version)) {
        send(delete(name.escaped(), document));
      }
      return;
    }
    JsonNode gone = versions.path(version);
    if (gone.isMissingNode() || !(document instanceof ObjectNode changed)) {
      return;
    }
    URI tarball = URI.create(gone.path("dist").path("tarball").asString(""));
    send(
        RegistryRequest.of("PUT", registry, name.escaped() + "/-rev/" + rev(document))
            .with(without(version, changed))
            .about(name.value()));
    send(delete(below(tarball), talk.toChange(name)));
  }

  private RegistryRequest delete(String path, JsonNode document) {
    return RegistryRequest.of("DELETE", registry, path + "/-rev/" + rev(document))
        .about(name.value());
  }

  /** What is not there any more is gone as wanted. */
  private void send(RegistryRequest request) {
    RegistryReply reply = talk.changed(request);
    if (!(reply instanceof Refused refused && refused.error().code() == ErrorCode.E404)) {
      reply.orThrow();
    }
  }

  private static String rev(JsonNode document) {
    return document.path("_rev").asString("");
  }

  private static ObjectNode without(String version, ObjectNode document) {
    if (document.path("versions") instanceof ObjectNode versions) {
      versions.remove(version);
      if (document.path("dist-tags") instanceof ObjectNode tags) {
        boolean latest = tags.path("latest").asString("").equals(version);
        List<String> of = new ArrayList<>();
        tags.properties().stream()
            .filter(tag -> tag.getValue().asString("").equals(version))
            .map(Map.Entry::getKey)
            .forEach(of::add);
        tags.remove(of);
        if (latest) {
          newest(versions).ifPresent(newest -> tags.put("latest", newest));
        }
      }
    }
    document.remove("_revisions");
    document.remove("_attachments");
    return document;
  }

  private static Optional<String> newest(ObjectNode versions) {
    return versions.propertyNames().stream()
        .max(
            Comparator.comparing(
                text -> Version.tryParseLoose(text).orElse(Version.parse("0.0.0-0"))));
  }

  /** The tarball's path below the registry, whatever host its address names. */
  private String below(URI tarball) {
    String prefix = registry.url().getRawPath();
    String path = tarball.getRawPath();
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path.substring(1);
  }
}
