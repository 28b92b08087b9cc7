package dev.jpm.audit.bom;

import dev.jpm.audit.registry.Licences;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.Integrity.Hash;
import dev.jpm.model.Manifest;
import dev.jpm.resolver.graph.GraphNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A package of a tree as bills of materials speak of it, its fields understood as npm does. */
record BomPackage(GraphNode node) {
  String name() {
    String name = node.packageName();
    return name == null ? node.name() : name;
  }

  String version() {
    return node.versionText();
  }

  String id() {
    return name() + "@" + version();
  }

  /** The package URL, with the repository where it comes from one. */
  String purl() {
    String resolved = node.resolved();
    String repository =
        resolved != null && Source.of(resolved) instanceof Source.Repository
            ? "?vcs_url=" + encoded(resolved)
            : "";
    return "pkg:npm/"
        + name().replaceFirst("^@", "%40")
        + (version().isEmpty() ? "" : "@" + version())
        + repository;
  }

  /** As JavaScript's encodeURIComponent. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~");
  }

  private Manifest manifest() {
    return node.info().manifest();
  }

  @Nullable String licence() {
    return Licences.of(manifest());
  }

  @Nullable String description() {
    return text(manifest().field("description"));
  }

  boolean isPrivate() {
    return manifest().isTrue("private");
  }

  /** The author: the name where it is told apart from the rest; null where there is none. */
  @Nullable String author() {
    JsonNode author = manifest().field("author");
    return text(author != null && author.isObject() ? author.get("name") : author);
  }

  /** The repository's URL; a shortcut has none. */
  @Nullable String repository() {
    return url("repository");
  }

  @Nullable String homepage() {
    return text(manifest().field("homepage"));
  }

  /** Where issues are told, if it is told apart from the rest. */
  @Nullable String issues() {
    return url("bugs");
  }

  private @Nullable String url(String key) {
    JsonNode field = manifest().field(key);
    return field == null || !field.isObject() ? null : text(field.get("url"));
  }

  /** The strongest digest of its tarball. */
  @Nullable Hash hash() {
    return node.integrity() == null ? null : node.integrity().strongestHash().orElse(null);
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value != null && value.isString() && !value.stringValue().isEmpty()
        ? value.stringValue()
        : null;
  }
}
