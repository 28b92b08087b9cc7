package dev.jpm.pack;

import dev.jpm.model.spec.HostedRepository;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a registry is told of a version: package.json with what npm adds from the folder and puts
 * right on the way. Works on what {@code pkg fix} would leave.
 */
public final class PublishableManifest {
  private static final String NO_README = "ERROR: No README data found!";
  private static final Pattern NAME = Pattern.compile("^([^(<]+)");
  private static final Pattern URL = Pattern.compile("\\(([^()]+)\\)");
  private static final Pattern EMAIL = Pattern.compile("<([^<>]+)>");

  private final ObjectNode json;
  private final FolderFacts facts;

  private PublishableManifest(ObjectNode json, FolderFacts facts) {
    this.json = json;
    this.facts = facts;
  }

  /**
   * The manifest.
   *
   * @param fixed package.json, put right and with npm's specs alone; not changed
   * @param exists tells of a path in the folder whether a file lies there
   */
  public static ObjectNode of(ObjectNode fixed, FolderFacts facts, Predicate<String> exists) {
    PublishableManifest manifest = new PublishableManifest(fixed.deepCopy(), facts);
    manifest.json.remove(
        manifest.json.propertyNames().stream().filter(key -> key.startsWith("_")).toList());
    manifest.bundle();
    manifest.id();
    manifest.scripts();
    manifest.authors();
    manifest.readme();
    manifest.gitHead();
    manifest.types(exists);
    manifest.texts();
    manifest.bugs();
    manifest.homepage();
    manifest.people();
    return manifest.json;
  }

  private void id() {
    json.put("_id", json.path("name").asString("") + "@" + json.path("version").asString(""));
  }

  private void bundle() {
    JsonNode misspelt = json.remove("bundledDependencies");
    if (misspelt != null && !json.has("bundleDependencies")) {
      json.set("bundleDependencies", misspelt);
    }
  }

  private void scripts() {
    boolean builds = !hasScript("install") && !hasScript("preinstall");
    boolean refuses = json.path("gypfile").isBoolean() && !json.path("gypfile").booleanValue();
    boolean gyp = facts.names().stream().anyMatch(name -> name.endsWith(".gyp"));
    if (builds && !refuses && gyp) {
      json.withObjectProperty("scripts").put("install", "node-gyp rebuild");
      json.put("gypfile", true);
    }
    if (!hasScript("start") && facts.names().contains("server.js")) {
      json.withObjectProperty("scripts").put("start", "node server.js");
    }
  }

  private boolean hasScript(String event) {
    return !json.path("scripts").path(event).asString("").isEmpty();
  }

  private void authors() {
    if (!json.has("contributors") && facts.names().contains("AUTHORS")) {
      ArrayNode contributors = json.putArray("contributors");
      facts.authors().forEach(contributors::add);
    }
  }

  private void readme() {
    if (!text("readme").isEmpty()) {
      return;
    }
    json.put("readme", facts.readmeText().isEmpty() ? NO_README : facts.readmeText());
    if (facts.readme() != null) {
      json.put("readmeFilename", facts.readme());
    }
  }

  private void gitHead() {
    if (facts.gitHead() != null && !json.has("gitHead")) {
      json.put("gitHead", facts.gitHead());
    }
  }

  private void types(Predicate<String> exists) {
    if (json.has("types") || json.has("typings")) {
      return;
    }
    String main = text("main").isEmpty() ? "index.js" : text("main");
    String path = main.replaceFirst("^(\\./)+", "");
    int dot = path.lastIndexOf('.');
    String declarations = (dot > path.lastIndexOf('/') ? path.substring(0, dot) : path) + ".d.ts";
    if (exists.test(declarations)) {
      json.put("types", "./" + declarations);
    }
  }

  private void texts() {
    JsonNode description = json.get("description");
    if (description != null && !description.isString()) {
      json.remove("description");
    }
    String readme = text("readme");
    if (text("description").isEmpty() && !readme.equals(NO_README)) {
      json.put("description", firstBlock(readme));
    }
    json.remove("modules");
    if (json.path("man").isString()) {
      String page = text("man").replaceFirst("^(\\./)+", "");
      json.putArray("man").add(page);
    }
    JsonNode keywords = json.get("keywords");
    if (keywords != null && keywords.isString()) {
      ArrayNode list = json.putArray("keywords");
      Arrays.stream(keywords.stringValue().split(",\\s+", -1)).forEach(list::add);
    }
    keepTexts("keywords");
    keepTexts("files");
  }

  private void keepTexts(String key) {
    JsonNode value = json.get(key);
    if (value instanceof ArrayNode list) {
      list.removeIf(item -> !item.isString() || item.stringValue().isEmpty());
    } else if (value != null) {
      json.remove(key);
    }
  }

  /** The first lines of a readme that are neither empty nor a heading. */
  private static String firstBlock(String readme) {
    List<String> lines = List.of(readme.strip().split("\n", -1));
    int start = 0;
    while (start < lines.size()
        && (lines.get(start).isBlank() || lines.get(start).strip().startsWith("#"))) {
      start++;
    }
    int end = Math.min(start + 1, lines.size());
    while (end < lines.size() && !lines.get(end).isBlank()) {
      end++;
    }
    return String.join(" ", lines.subList(Math.min(start, end), end)).strip();
  }

  private Optional<HostedRepository> repository() {
    String url = json.path("repository").path("url").asString("");
    return url.isEmpty() ? Optional.empty() : HostedRepository.tryParse(url);
  }

  private void bugs() {
    JsonNode bugs = json.get("bugs");
    if (bugs == null || bugs.isNull()) {
      repository().ifPresent(hosted -> json.putObject("bugs").put("url", hosted.issuesPage()));
    } else if (bugs.isString()) {
      String text = bugs.stringValue();
      if (isEmail(text)) {
        json.putObject("bugs").put("email", text);
      } else if (isUrl(text)) {
        json.putObject("bugs").put("url", text);
      } else {
        json.remove("bugs");
      }
    } else if (bugs instanceof ObjectNode object) {
      bugs(object);
    }
  }

  private void bugs(ObjectNode old) {
    String url = old.path("url").asString("");
    for (String wrong : List.of("web", "name")) {
      url = old.path(wrong).asString(url);
    }
    String email = old.path("email").asString("");
    ObjectNode bugs = json.putObject("bugs");
    if (isUrl(url)) {
      bugs.put("url", url);
    }
    if (isEmail(email)) {
      bugs.put("email", email);
    }
    if (bugs.isEmpty()) {
      json.remove("bugs");
    }
  }

  private void homepage() {
    if (text("homepage").isEmpty()) {
      repository().ifPresent(hosted -> json.put("homepage", hosted.readmePage()));
    }
    JsonNode homepage = json.get("homepage");
    if (homepage != null && !homepage.isString()) {
      json.remove("homepage");
    } else if (homepage != null && !isUrl(homepage.stringValue())) {
      json.put("homepage", "http://" + homepage.stringValue());
    }
  }

  private void people() {
    if (json.get("author") instanceof ObjectNode || !text("author").isBlank()) {
      json.set("author", person(json.path("author")));
    }
    for (String key : List.of("maintainers", "contributors")) {
      if (json.get(key) instanceof ArrayNode people) {
        for (int i = 0; i < people.size(); i++) {
          people.set(i, person(people.get(i)));
        }
      }
    }
  }

  /** {@code Name <email> (url)} or an object as an object with what it has of the three. */
  private ObjectNode person(JsonNode person) {
    String text = person.asString("");
    if (person instanceof ObjectNode object) {
      String url = object.path("url").asString(object.path("web").asString(""));
      String email = object.path("email").asString(object.path("mail").asString(""));
      text =
          object.path("name").asString("")
              + (email.isEmpty() ? "" : " <" + email + ">")
              + (url.isEmpty() ? "" : " (" + url + ")");
    }
    ObjectNode parsed = json.objectNode();
    for (Map.Entry<String, Pattern> part :
        List.of(Map.entry("name", NAME), Map.entry("email", EMAIL), Map.entry("url", URL))) {
      Matcher found = part.getValue().matcher(text);
      if (found.find() && !found.group(1).isBlank()) {
        parsed.put(part.getKey(), found.group(1).strip());
      }
    }
    return parsed;
  }

  private String text(String key) {
    JsonNode value = json.get(key);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  private static boolean isEmail(String text) {
    int at = text.indexOf('@');
    return at >= 0 && at < text.lastIndexOf('.');
  }

  private static boolean isUrl(String text) {
    try {
      return new URI(text).getScheme() != null;
    } catch (URISyntaxException notAUrl) {
      return false;
    }
  }
}
