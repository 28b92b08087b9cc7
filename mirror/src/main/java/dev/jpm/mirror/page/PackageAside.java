package dev.jpm.mirror.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands beside the text of a package's page. */
record PackageAside(PackagePage page, ObjectNode manifest) {
  /** Fills {@code aside}. */
  void show(Element aside, Provenances.Told provenance) {
    String spec =
        page.facts().version().equals(page.facts().tags().path("latest").asString(""))
            ? page.name().value()
            : page.name() + "@" + page.facts().version();
    aside.appendElement("h2").text("Install");
    PackagePage.command(aside, "jpm install " + spec, "install-jpm");
    PackagePage.command(
        aside, "npm install " + spec + " --registry=" + page.call().base(), "install-npm");
    aside.appendElement("h2").text("About");
    Element list = aside.appendElement("dl");
    fact(list, "Licence", licence(manifest));
    fact(list, "Published", page.facts().published(page.facts().version()));
    fact(list, "Publisher", manifest.path("_npmUser").path("name").asString(""));
    fact(
        list,
        "Unpacked size",
        PackagePage.size(manifest.path("dist").path("unpackedSize").asLong(0)));
    fact(list, "Node.js", manifest.path("engines").path("node").asString(""));
    link(list, "Homepage", manifest.path("homepage").asString(""));
    link(list, "Repository", repository(manifest));
    fact(list, "Maintainers", String.join(", ", page.facts().maintainers()));
    fact(
        list,
        "Signatures",
        manifest.path("dist").path("signatures").isEmpty()
            ? "none"
            : manifest.path("dist").path("signatures").size() + " of its registry");
    fact(
        list,
        "Install scripts",
        manifest.path("hasInstallScript").asBoolean(false) || scripts(manifest) ? "yes" : "none");
    String integrity = manifest.path("dist").path("integrity").asString("");
    if (!integrity.isEmpty()) {
      list.appendElement("dt").text("Integrity");
      list.appendElement("dd").appendElement("code").text(integrity);
    }
    provenance(aside, provenance);
  }

  private void provenance(Element aside, Provenances.Told told) {
    aside.appendElement("h2").text("Provenance");
    boolean attested = manifest.path("dist").has("attestations");
    aside
        .appendElement("p")
        .addClass("quiet")
        .text(
            attested
                ? page.own()
                    ? "Verified when it was published here."
                    : "As its registry tells; jpm audit signatures verifies it."
                : "Nothing tells how it was built.");
    BuildFacts built = told.built();
    if (built != null) {
      Element list = aside.appendElement("dl");
      link(list, "Source", built.source());
      fact(list, "Commit", built.commit());
      fact(list, "Workflow", built.workflow());
      link(list, "Builder", built.builder());
      link(list, "Build", built.run());
      String entry = told.entry();
      if (entry.isEmpty()) {
        fact(list, "Entry in the transparency log", built.entry());
      } else {
        list.appendElement("dt").text("Transparency log");
        anchor(list.appendElement("dd"), entry, "entry " + built.entry());
      }
    }
  }

  private static boolean scripts(ObjectNode manifest) {
    JsonNode scripts = manifest.path("scripts");
    return scripts.has("preinstall") || scripts.has("install") || scripts.has("postinstall");
  }

  private static void fact(Element list, String term, String text) {
    if (!text.isEmpty()) {
      list.appendElement("dt").text(term);
      list.appendElement("dd").text(text);
    }
  }

  private static void link(Element list, String term, String address) {
    web(address)
        .ifPresent(target -> {
          list.appendElement("dt").text(term);
          anchor(list.appendElement("dd"), target, target.replaceFirst("^https?://", ""));
        });
  }

  /** Leads to a page that others have written of. */
  private static void anchor(Element parent, String target, String text) {
    parent
        .appendElement("a")
        .attr("href", target)
        .attr("rel", "nofollow noopener noreferrer")
        .text(text);
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
}
