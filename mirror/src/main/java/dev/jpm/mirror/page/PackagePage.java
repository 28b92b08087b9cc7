package dev.jpm.mirror.page;

import dev.jpm.mirror.http.Call;
import dev.jpm.model.PackageName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page of a package.
 *
 * @param own whether it was published here
 */
record PackagePage(Call call, PackageName name, boolean own, PackageFacts facts) {
  /** More would make a page that nobody reads to its end. */
  private static final int MOST_VERSIONS = 300;

  private static final Map<String, String> KINDS =
      Map.of(
          "dependencies", "Needed to run",
          "peerDependencies", "Expected beside it (peers)",
          "optionalDependencies", "Optional");

  /** Fills {@code main} with what there is to tell of {@code manifest}. */
  void show(Element main, ObjectNode manifest) {
    Element head = main.appendElement("div").addClass("title");
    Element title = head.appendElement("h1").text(name.value());
    title.appendText(" ");
    title.appendElement("span").addClass("version").text(facts.version());
    Element badges = head.appendElement("p").addClass("badges");
    badges
        .appendElement("span")
        .addClass("badge")
        .text(own ? "published here" : "from an upstream");
    facts.tags().properties().stream()
        .filter(tag -> tag.getValue().asString("").equals(facts.version()))
        .forEach(tag -> badges.appendElement("span").addClass("badge tag").text(tag.getKey()));
    head.appendElement("p").addClass("lead").text(manifest.path("description").asString(""));
    warn(main, manifest);
    sections(main);
    Element columns = main.appendElement("div").addClass("columns");
    Element text = columns.appendElement("div").addClass("text");
    readme(text);
    dependencies(text, manifest);
    versions(text);
    aside(columns.appendElement("aside").attr("aria-label", "About this version"), manifest);
  }

  private static void warn(Element main, ObjectNode manifest) {
    String deprecated = manifest.path("deprecated").asString("");
    if (!deprecated.isEmpty()) {
      Element note = main.appendElement("div").addClass("notice").attr("role", "note");
      note.appendElement("strong").text("Deprecated: ");
      note.appendText(deprecated);
    }
  }

  private static void sections(Element main) {
    Element list =
        main.appendElement("nav")
            .addClass("sections")
            .attr("aria-label", "On this page")
            .appendElement("ul");
    for (String section : List.of("Readme", "Dependencies", "Versions")) {
      list.appendElement("li")
          .appendElement("a")
          .attr("href", "#" + section.toLowerCase(Locale.ROOT))
          .text(section);
    }
  }

  private static Element section(Element text, String title) {
    Element section = text.appendElement("section").attr("id", title.toLowerCase(Locale.ROOT));
    section.appendElement("h2").text(title);
    return section;
  }

  private void readme(Element text) {
    Element section = section(text, "Readme");
    section.expectFirst("h2").addClass("unseen");
    if (facts.readme().isBlank()) {
      section.appendElement("p").addClass("quiet").text("This package has no README.");
    } else {
      Readme.show(facts.readme(), section.appendElement("div").addClass("readme"));
    }
  }

  private void dependencies(Element text, ObjectNode manifest) {
    Element section = section(text, "Dependencies");
    boolean none = true;
    for (String kind : List.of("dependencies", "peerDependencies", "optionalDependencies")) {
      JsonNode wanted = manifest.path(kind);
      if (!wanted.isEmpty()) {
        none = false;
        section.appendElement("h3").text(KINDS.get(kind) + " (" + wanted.size() + ")");
        Element list = section.appendElement("ul").addClass("dependencies");
        wanted.properties().forEach(each -> dependency(list.appendElement("li"), each));
      }
    }
    if (none) {
      section.appendElement("p").addClass("quiet").text("It depends on nothing.");
    }
  }

  private void dependency(Element item, Map.Entry<String, JsonNode> each) {
    item.appendElement("a")
        .attr("href", Frame.address(call, "package/" + each.getKey()))
        .text(each.getKey());
    item.appendText(" ");
    item.appendElement("code").text(each.getValue().asString(""));
  }

  private void versions(Element text) {
    Element section = section(text, "Versions");
    Element rows = Frame.table(section, "Versions", "Version", "Tags", "Published");
    for (String version : facts.versions().stream().limit(MOST_VERSIONS).toList()) {
      Element row = rows.appendElement("tr");
      Element link =
          row.appendElement("td")
              .appendElement("a")
              .attr("href", Frame.address(call, "package/" + name + "/v/" + version))
              .text(version);
      if (version.equals(facts.version())) {
        link.attr("aria-current", "true");
      }
      Element tags = row.appendElement("td");
      facts.tags().properties().stream()
          .filter(tag -> tag.getValue().asString("").equals(version))
          .forEach(tag -> tags.appendElement("span").addClass("badge tag").text(tag.getKey()));
      row.appendElement("td").text(facts.published(version));
    }
    if (facts.versions().size() > MOST_VERSIONS) {
      section
          .appendElement("p")
          .addClass("quiet")
          .text("and " + (facts.versions().size() - MOST_VERSIONS) + " older ones");
    }
  }

  private void aside(Element aside, ObjectNode manifest) {
    String spec =
        facts.version().equals(facts.tags().path("latest").asString(""))
            ? name.value()
            : name + "@" + facts.version();
    aside.appendElement("h2").text("Install");
    command(aside, "jpm install " + spec, "install-jpm");
    command(aside, "npm install " + spec + " --registry=" + call.base(), "install-npm");
    aside.appendElement("h2").text("About");
    Element list = aside.appendElement("dl");
    fact(list, "Licence", licence(manifest));
    fact(list, "Published", facts.published(facts.version()));
    fact(list, "Publisher", manifest.path("_npmUser").path("name").asString(""));
    fact(list, "Unpacked size", size(manifest.path("dist").path("unpackedSize").asLong(0)));
    fact(list, "Node.js", manifest.path("engines").path("node").asString(""));
    link(list, "Homepage", manifest.path("homepage").asString(""));
    link(list, "Repository", repository(manifest));
    fact(list, "Maintainers", String.join(", ", facts.maintainers()));
    provenance(list, manifest);
    String integrity = manifest.path("dist").path("integrity").asString("");
    if (!integrity.isEmpty()) {
      list.appendElement("dt").text("Integrity");
      list.appendElement("dd").appendElement("code").text(integrity);
    }
  }

  private void provenance(Element list, ObjectNode manifest) {
    JsonNode dist = manifest.path("dist");
    fact(
        list,
        "Provenance",
        own
            ? "published on this registry"
            : dist.has("attestations")
                ? "built in public, with attestations of how"
                : "none: nothing tells how it was built");
    fact(
        list,
        "Signatures",
        dist.path("signatures").isEmpty()
            ? "none"
            : dist.path("signatures").size() + " of its registry");
    fact(
        list,
        "Install scripts",
        manifest.path("hasInstallScript").asBoolean(false) || scripts(manifest) ? "yes" : "none");
  }

  private static boolean scripts(ObjectNode manifest) {
    JsonNode scripts = manifest.path("scripts");
    return scripts.has("preinstall") || scripts.has("install") || scripts.has("postinstall");
  }

  /** A command that can be copied, by a script where there is one. */
  static void command(Element parent, String command, String id) {
    Element box = parent.appendElement("div").addClass("command");
    box.appendElement("code").attr("id", id).attr("tabindex", "0").text(command);
    box.appendElement("button")
        .attr("type", "button")
        .attr("data-copy", id)
        .attr("hidden", true)
        .attr("aria-label", "Copy: " + command)
        .text("Copy");
  }

  private static void fact(Element list, String term, String text) {
    if (!text.isEmpty()) {
      list.appendElement("dt").text(term);
      list.appendElement("dd").text(text);
    }
  }

  private static void link(Element list, String term, String address) {
    Optional<String> web = web(address);
    web.ifPresent(target -> {
      list.appendElement("dt").text(term);
      list.appendElement("dd")
          .appendElement("a")
          .attr("href", target)
          .attr("rel", "nofollow noopener noreferrer")
          .text(target.replaceFirst("^https?://", ""));
    });
  }

  /** An address that a browser opens as a page, and nothing else. */
  private static Optional<String> web(String address) {
    String plain = address.replaceFirst("^git\\+", "").replaceFirst("\\.git$", "");
    String secure = plain.replaceFirst("^(git|ssh)://(git@)?", "https://");
    try {
      URI uri = new URI(secure);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(secure) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String repository(ObjectNode manifest) {
    JsonNode repository = manifest.path("repository");
    return repository.isString() ? repository.asString() : repository.path("url").asString("");
  }

  private static String licence(ObjectNode manifest) {
    JsonNode licence = manifest.path("license");
    return licence.isString() ? licence.asString() : licence.path("type").asString("");
  }

  static String size(long bytes) {
    if (bytes <= 0) {
      return "";
    }
    if (bytes < 1024) {
      return bytes + " B";
    }
    String unit = "kB";
    double value = bytes / 1024.0;
    for (String larger : List.of("MB", "GB", "TB")) {
      if (value >= 1024) {
        value /= 1024;
        unit = larger;
      }
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, unit);
  }
}
