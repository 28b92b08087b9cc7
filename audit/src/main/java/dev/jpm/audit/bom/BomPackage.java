package dev.jpm.audit.bom;

import dev.jpm.audit.registry.Licences;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.Integrity.Hash;
import dev.jpm.model.Manifest;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.resolver.graph.GraphNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A package of a tree as bills of materials speak of it, its fields understood as npm does. */
record BomPackage(GraphNode node) {
  private static final Pattern PERSON = Pattern.compile("^([^(<]+)");

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
    boolean git = resolved != null && Source.of(resolved) instanceof Source.Repository;
    return "pkg:npm/"
        + name().replaceFirst("^@", "%40")
        + (version().isEmpty() ? "" : "@" + version())
        + (git ? "?vcs_url=" + encoded(resolved) : "");
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

  /** The author's name; null where there is none. */
  @Nullable String author() {
    JsonNode author = manifest().field("author");
    String text = text(author != null && author.isObject() ? author.get("name") : author);
    Matcher name = PERSON.matcher(text == null ? "" : text);
    return name.find() && !name.group(1).isBlank() ? name.group(1).strip() : null;
  }

  /** The repository's URL; a shortcut has none. */
  @Nullable String repository() {
    JsonNode repository = manifest().field("repository");
    return repository == null || !repository.isObject() ? null : text(repository.get("url"));
  }

  private Optional<HostedRepository> hosted() {
    String url = repository();
    return url == null ? Optional.empty() : HostedRepository.tryParse(url);
  }

  @Nullable String homepage() {
    JsonNode field = manifest().field("homepage");
    String homepage = text(field);
    if (homepage == null) {
      // One that is no text is no page, and keeps npm from finding another.
      boolean other = field != null && !field.isNull() && !field.asString("-").isEmpty();
      return other ? null : hosted().map(HostedRepository::readmePage).orElse(null);
    }
    return isUrl(homepage) ? homepage : "http://" + homepage;
  }

  @Nullable String issues() {
    JsonNode bugs = manifest().field("bugs");
    if (bugs == null || bugs.isNull() || (bugs.isString() && bugs.stringValue().isEmpty())) {
      return hosted().map(HostedRepository::issuesPage).orElse(null);
    }
    String url = text(bugs.isObject() ? bugs.get("url") : bugs);
    return url != null && isUrl(url) ? url : null;
  }

  /** The strongest digest of its tarball. */
  @Nullable Hash hash() {
    return node.integrity() == null ? null : node.integrity().strongestHash().orElse(null);
  }

  private static boolean isUrl(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return text.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    }
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value != null && value.isString() && !value.stringValue().isEmpty()
        ? value.stringValue()
        : null;
  }
}
