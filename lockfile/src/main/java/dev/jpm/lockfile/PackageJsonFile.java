package dev.jpm.lockfile;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A package.json that can be changed without touching what was not meant: the order of keys, the
 * indent, the line ends and unknown fields stay. Immutable; every change gives a new one, with the
 * bytes that npm would write for the same change.
 */
public final class PackageJsonFile {
  private static final List<String> SECTIONS =
      List.of("dependencies", "optionalDependencies", "devDependencies", "peerDependencies");

  private final ObjectNode json;
  private final JsonStyle style;
  private final String original;

  private PackageJsonFile(ObjectNode json, JsonStyle style, String original) {
    this.json = json;
    this.style = style;
    this.original = original;
  }

  /**
   * The file with this text.
   *
   * @param file the name to tell in messages
   * @throws JpmException EJSONPARSE with line and column
   */
  public static PackageJsonFile parse(String text, String file) {
    if (MergeConflict.isIn(text)) {
      throw JpmException.of(ErrorCode.EJSONPARSE, "Merge conflict detected in your " + file)
          .withHint("Please resolve the " + file + " conflict and retry.");
    }
    return new PackageJsonFile(JsonText.parseObject(text, file), JsonStyle.of(text), text);
  }

  /** A file that does not exist yet: an empty object in npm's style. */
  public static PackageJsonFile create() {
    return new PackageJsonFile(JsonNodeFactory.instance.objectNode(), JsonStyle.DEFAULT, "");
  }

  /** The content as it stands in the file; for reading only. */
  public ObjectNode json() {
    return json;
  }

  public JsonStyle style() {
    return style;
  }

  /** The content as npm reasons about it. */
  public Manifest manifest() {
    return ManifestNormalizer.ofPackageJson(json.deepCopy());
  }

  /** The text to write. */
  public String text() {
    // A file of one line has no line end in its style, and so gets none after the last brace.
    return JsonWriter.write(json, style) + style.newline();
  }

  /** Whether {@link #text()} says something else than what was read. */
  public boolean isChanged() {
    return !text().strip().equals(original.strip());
  }

  /**
   * The file with the dependencies of {@code saved} instead of its own: each section sorted, what
   * is optional not repeated in dependencies, empty sections left out. What stood both in
   * dependencies and in peerDependencies still does. bundleDependencies follow {@code saved} too.
   */
  public PackageJsonFile withDependencies(Manifest saved) {
    ObjectNode result = json.deepCopy();
    ObjectNode optional = sorted(saved.json().get("optionalDependencies"));
    for (String section : SECTIONS) {
      ObjectNode entries = sorted(saved.json().get(section));
      if (section.equals("dependencies")) {
        entries.remove(List.copyOf(optional.propertyNames()));
      }
      if (entries.isEmpty()) {
        result.remove(section);
      } else {
        result.set(section, entries);
      }
    }
    keepPeersInDependencies(result);
    JsonNode bundle = saved.json().get("bundleDependencies");
    if (bundle == null) {
      result.remove("bundleDependencies");
    } else {
      result.set("bundleDependencies", bundle);
    }
    return new PackageJsonFile(result, style, original);
  }

  private void keepPeersInDependencies(ObjectNode result) {
    if (json.get("dependencies") instanceof ObjectNode before
        && json.get("peerDependencies") instanceof ObjectNode peersBefore
        && result.get("peerDependencies") instanceof ObjectNode peers) {
      for (String name : peersBefore.propertyNames()) {
        if (before.has(name) && peers.has(name)) {
          result.withObjectProperty("dependencies").set(name, peers.get(name));
        }
      }
    }
  }

  /** The file with another content in the style of this one. */
  public PackageJsonFile withJson(ObjectNode content) {
    return new PackageJsonFile(content, style, original);
  }

  /** The file with this field; a new one goes to the end. */
  public PackageJsonFile with(String key, JsonNode value) {
    ObjectNode result = json.deepCopy();
    result.set(key, value);
    return new PackageJsonFile(result, style, original);
  }

  /** The file without this field. */
  public PackageJsonFile without(String key) {
    ObjectNode result = json.deepCopy();
    result.remove(key);
    return new PackageJsonFile(result, style, original);
  }

  /** The file with this script, null to take it out. */
  public PackageJsonFile withScript(String event, @Nullable String command) {
    return withEntry(
        "scripts", event, command == null ? null : JsonNodeFactory.instance.stringNode(command));
  }

  /**
   * The file with an entry of a field that is an object, such as {@code allowScripts}; null takes
   * the entry out, and the field with it when nothing is left.
   */
  public PackageJsonFile withEntry(String field, String key, @Nullable JsonNode value) {
    ObjectNode result = json.deepCopy();
    ObjectNode object =
        result.get(field) instanceof ObjectNode known
            ? known
            : JsonNodeFactory.instance.objectNode();
    if (value == null) {
      object.remove(key);
    } else {
      object.set(key, value);
    }
    if (object.isEmpty()) {
      result.remove(field);
    } else {
      result.set(field, object);
    }
    return new PackageJsonFile(result, style, original);
  }

  private static ObjectNode sorted(@Nullable JsonNode section) {
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    if (section instanceof ObjectNode object) {
      List<String> names = new ArrayList<>(object.propertyNames());
      names.sort(LocaleOrder.ENGLISH);
      names.forEach(name -> sorted.set(name, object.get(name)));
    }
    return sorted;
  }
}
