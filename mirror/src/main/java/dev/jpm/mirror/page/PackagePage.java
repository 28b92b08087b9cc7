package dev.jpm.mirror.page;

import dev.jpm.mirror.http.Call;
import dev.jpm.model.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page of a package.
 *
 * @param own whether it was published here
 * @param policy what the policy does to it
 */
record PackagePage(
    Call call, PackageName name, boolean own, PackageFacts facts, PolicySection policy) {
  /** More would make a page that nobody reads to its end. */
  private static final int MOST_VERSIONS = 300;

  private static final Map<String, String> KINDS =
      Map.of(
          "dependencies", "Needed to run",
          "peerDependencies", "Expected beside it (peers)",
          "optionalDependencies", "Optional");

  /** Fills {@code main} with what there is to tell of {@code manifest}, built as that says. */
  void show(Element main, ObjectNode manifest, Provenances.Told provenance) {
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
    policy.show(text);
    new PackageAside(this, manifest)
        .show(columns.appendElement("aside").attr("aria-label", "About this version"), provenance);
  }

  private static void warn(Element main, ObjectNode manifest) {
    String deprecated = manifest.path("deprecated").asString("");
    if (!deprecated.isEmpty()) {
      Element note = main.appendElement("div").addClass("notice").attr("role", "note");
      note.appendElement("strong").text("Deprecated: ");
      note.appendText(deprecated);
    }
  }

  private void sections(Element main) {
    Element list =
        main.appendElement("nav")
            .addClass("sections")
            .attr("aria-label", "On this page")
            .appendElement("ul");
    List<String> sections = new ArrayList<>(List.of("Readme", "Dependencies", "Versions"));
    if (!policy.isEmpty()) {
      sections.add("Policy");
    }
    for (String section : sections) {
      list.appendElement("li")
          .appendElement("a")
          .attr("href", "#" + section.toLowerCase(Locale.ROOT))
          .text(section);
    }
  }

  static Element section(Element text, String title) {
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
