package dev.jpm.lockfile;

import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.HostedRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code pkg fix} puts right in a package.json: what npm would put right when publishing. */
public final class PackageJsonFix {
  private static final Pattern BIN_FOLDER =
      Pattern.compile("^(\\.[/\\\\])?node_modules[/\\\\].bin[\\\\/]");
  private static final Pattern NAME = Pattern.compile("(@[^/@+%:\\s]+/)?[^./@+%:\\s][^/@+%:\\s]*");

  private final ObjectNode json;

  private PackageJsonFix(ObjectNode json) {
    this.json = json;
  }

  /**
   * The file put right.
   *
   * @throws JpmException EUSAGE for a name or version that cannot be used
   */
  public static PackageJsonFile of(PackageJsonFile file) {
    PackageJsonFix fix = new PackageJsonFix(file.json().deepCopy());
    fix.bins();
    fix.name();
    fix.version();
    fix.bundle();
    fix.scripts();
    fix.repository();
    fix.dependencies();
    return file.withJson(fix.json);
  }

  private void bins() {
    JsonNode bin = json.get("bin");
    if (bin != null && !bin.isNull() && !(bin.isString() && bin.stringValue().isEmpty())) {
      ObjectNode part = JsonNodeFactory.instance.objectNode();
      part.set("name", json.path("name"));
      part.set("bin", bin);
      JsonNode fixed = ManifestNormalizer.ofPackageJson(part).field("bin");
      if (fixed == null) {
        json.remove("bin");
      } else {
        json.set("bin", fixed);
      }
    }
  }

  private void name() {
    JsonNode name = json.get("name");
    if (name == null || name.isNull() || (name.isString() && name.stringValue().isEmpty())) {
      json.put("name", "");
      return;
    }
    if (!name.isString()) {
      throw JpmException.of(ErrorCode.EUSAGE, "name field must be a string.");
    }
    String trimmed = name.stringValue().strip();
    boolean reserved =
        trimmed.equalsIgnoreCase("node_modules") || trimmed.equalsIgnoreCase("favicon.ico");
    if (!NAME.matcher(trimmed).matches() || reserved) {
      throw JpmException.of(ErrorCode.EUSAGE, "Invalid name: \"" + trimmed + "\"");
    }
    json.put("name", trimmed);
  }

  private void version() {
    JsonNode version = json.get("version");
    String text = version == null || !version.isString() ? "" : version.stringValue();
    if (text.isEmpty()) {
      json.put("version", "");
      return;
    }
    Optional<Version> parsed = Version.tryParseLoose(text);
    if (parsed.isEmpty()) {
      throw JpmException.of(ErrorCode.EUSAGE, "Invalid version: \"" + text + "\"");
    }
    json.put("version", parsed.get().toString());
  }

  private void bundle() {
    JsonNode bundle = json.get("bundleDependencies");
    if (bundle == null || bundle.isArray()) {
      return;
    }
    if (bundle.isObject()) {
      json.set("bundleDependencies", names(bundle));
    } else if (bundle.isBoolean()) {
      json.set(
          "bundleDependencies",
          bundle.booleanValue()
              ? names(json.path("dependencies"))
              : JsonNodeFactory.instance.arrayNode());
    } else {
      json.remove("bundleDependencies");
    }
  }

  private static ArrayNode names(JsonNode object) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    object.propertyNames().forEach(names::add);
    return names;
  }

  private void scripts() {
    JsonNode scripts = json.get("scripts");
    if (scripts instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
        if (entry.getValue().isString()) {
          String script = entry.getValue().stringValue();
          object.put(entry.getKey(), BIN_FOLDER.matcher(script).replaceFirst(""));
        } else {
          object.remove(entry.getKey());
        }
      }
    } else if (scripts != null && !scripts.isArray() && !scripts.isNull()) {
      json.remove("scripts");
    }
  }

  private void repository() {
    JsonNode several = json.get("repositories");
    if (several instanceof ArrayNode list && !list.isEmpty()) {
      json.set("repository", list.get(0));
    }
    JsonNode repository = json.get("repository");
    if (repository != null && repository.isString() && !repository.stringValue().isEmpty()) {
      json.putObject("repository").put("type", "git").put("url", repository.stringValue());
    }
    if (json.get("repository") instanceof ObjectNode object
        && object.path("url").isString()
        && !object.path("url").stringValue().isEmpty()) {
      HostedRepository.tryParse(object.path("url").stringValue())
          .ifPresent(hosted -> object.put("url", hosted.published()));
    }
  }

  private void dependencies() {
    for (String type : List.of("dependencies", "devDependencies", "optionalDependencies")) {
      JsonNode section = json.get(type);
      if (section != null && (section.isString() || section.isArray())) {
        json.set(type, asObject(section));
      }
    }
    for (String type : List.of("dependencies", "devDependencies")) {
      JsonNode section = json.get(type);
      if (section instanceof ObjectNode object) {
        object.removeIf(value -> !value.isString());
        object.properties().forEach(PackageJsonFix::normalizeHosted);
      } else if (section != null) {
        json.remove(type);
      }
    }
  }

  private static void normalizeHosted(Map.Entry<String, JsonNode> dependency) {
    HostedRepository.tryParse(dependency.getValue().stringValue())
        .ifPresent(
            hosted -> dependency.setValue(JsonNodeFactory.instance.stringNode(hosted.saved())));
  }

  private static ObjectNode asObject(JsonNode section) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    if (section.isString()) {
      for (String entry : section.stringValue().strip().split("[\\s,]+", -1)) {
        addDependency(object, entry);
      }
    } else {
      section.forEach(entry -> addDependency(object, entry.asString("")));
    }
    return object;
  }

  /** {@code name@range}, {@code name>=1}, {@code name range}. */
  private static void addDependency(ObjectNode object, String entry) {
    String text = entry.strip();
    int end = 1;
    while (end < text.length() && "@ ><=\t".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (!text.isEmpty()) {
      String rest = text.substring(Math.min(end, text.length()));
      object.put(
          text.substring(0, Math.min(end, text.length())), rest.replaceFirst("^@", "").strip());
    }
  }
}
