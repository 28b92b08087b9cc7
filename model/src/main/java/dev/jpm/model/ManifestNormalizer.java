package dev.jpm.model;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What npm does to a manifest before it reasons about it, so that fields written in old or sloppy
 * ways read alike. Works on the JSON handed in, which must be the caller's own.
 */
public final class ManifestNormalizer {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ManifestNormalizer() {}

  /** For a version of a packument: fields that start with an underscore stay. */
  public static Manifest ofPackument(ObjectNode json) {
    return normalized(json);
  }

  /** For a package.json from disk: its own fields that start with an underscore are dropped. */
  public static Manifest ofPackageJson(ObjectNode json) {
    List<String> own = json.propertyNames().stream().filter(key -> key.startsWith("_")).toList();
    json.remove(own);
    return normalized(json);
  }

  /** For an entry of a lockfile's {@code packages}, whose bins npm takes as they stand. */
  public static Manifest ofLockEntry(ObjectNode json) {
    normalizeBundle(json);
    dropOptionalFromDependencies(json);
    expandFunding(json);
    return new Manifest(json);
  }

  /**
   * The folder of {@code directories.bin} whose files become bins, relative to the package with
   * forward slashes; null where the manifest names bins itself or no folder.
   */
  public static @Nullable String binFolder(ObjectNode json) {
    JsonNode folder = json.path("directories").path("bin");
    boolean wanted = folder.isString() && !folder.stringValue().isEmpty() && !isTruthy(json, "bin");
    return wanted ? SafePath.of(folder.stringValue()) : null;
  }

  /**
   * Sets {@code bin} from the files in {@link #binFolder}: each file under its own base name.
   *
   * @param files relative to the folder, at any depth, with forward slashes
   */
  public static void setBins(ObjectNode json, String folder, List<String> files) {
    ObjectNode bins = JSON.objectNode();
    for (String file : files) {
      if (!file.isEmpty() && !file.startsWith(".")) {
        bins.put(SafePath.baseName(file), folder + "/" + SafePath.of(file));
      }
    }
    json.set("bin", bins);
  }

  private static Manifest normalized(ObjectNode json) {
    normalizeBin(json);
    setId(json);
    normalizeBundle(json);
    dropOptionalFromDependencies(json);
    dropWrongScripts(json);
    expandFunding(json);
    return new Manifest(json);
  }

  private static void expandFunding(ObjectNode json) {
    JsonNode funding = json.get("funding");
    if (funding != null && funding.isString() && !funding.stringValue().isEmpty()) {
      json.putObject("funding").put("url", funding.stringValue());
    }
  }

  private static void normalizeBin(ObjectNode json) {
    JsonNode bin = json.get("bin");
    if (bin == null) {
      return;
    }
    ObjectNode named = namedBins(json, bin);
    ObjectNode clean = JSON.objectNode();
    if (named != null) {
      // npm renames by appending, so that bins which keep their name come first and are
      // overwritten.
      named.properties().forEach(entry -> addBin(clean, entry, false));
      named.properties().forEach(entry -> addBin(clean, entry, true));
    }
    if (clean.isEmpty()) {
      json.remove("bin");
    } else {
      json.set("bin", clean);
    }
  }

  private static @Nullable ObjectNode namedBins(ObjectNode json, JsonNode bin) {
    if (bin instanceof ObjectNode object) {
      return object;
    }
    ObjectNode named = JSON.objectNode();
    if (bin instanceof ArrayNode list) {
      for (JsonNode item : list) {
        if (item.isString()) {
          named.set(SafePath.baseName(item.stringValue()), item);
        }
      }
      return named;
    }
    JsonNode name = json.get("name");
    if (!bin.isString() || bin.stringValue().isEmpty() || name == null || !name.isString()) {
      return null;
    }
    return name.stringValue().isEmpty() ? null : named.set(name.stringValue(), bin);
  }

  private static void addBin(ObjectNode clean, Map.Entry<String, JsonNode> entry, boolean renamed) {
    if (!entry.getValue().isString()) {
      return;
    }
    String name = SafePath.baseName(SafePath.of(entry.getKey()));
    String target = SafePath.of(entry.getValue().stringValue());
    boolean due = renamed != name.equals(entry.getKey());
    if (due && !name.isEmpty() && !target.isEmpty()) {
      clean.put(name, target);
    }
  }

  private static void setId(ObjectNode json) {
    JsonNode name = json.get("name");
    JsonNode version = json.get("version");
    if (name != null
        && version != null
        && name.isString()
        && version.isString()
        && !name.stringValue().isEmpty()
        && !version.stringValue().isEmpty()) {
      json.put("_id", name.stringValue() + "@" + version.stringValue());
    }
  }

  private static void normalizeBundle(ObjectNode json) {
    JsonNode misspelt = json.remove("bundledDependencies");
    if (misspelt != null && !json.has("bundleDependencies")) {
      json.set("bundleDependencies", misspelt);
    }
    switch (json.get("bundleDependencies")) {
      case null -> {}
      case ArrayNode ignored -> {}
      case ObjectNode object -> putNames(json, object);
      case JsonNode flag when flag.isBoolean() -> {
        boolean all = flag.booleanValue() && json.get("dependencies") instanceof ObjectNode;
        putNames(json, all ? (ObjectNode) json.get("dependencies") : JSON.objectNode());
      }
      default -> json.remove("bundleDependencies");
    }
  }

  private static void putNames(ObjectNode json, ObjectNode named) {
    List<String> names = List.copyOf(named.propertyNames());
    ArrayNode list = json.putArray("bundleDependencies");
    names.forEach(list::add);
  }

  private static void dropOptionalFromDependencies(ObjectNode json) {
    if (json.get("dependencies") instanceof ObjectNode dependencies
        && json.get("optionalDependencies") instanceof ObjectNode optional) {
      dependencies.remove(List.copyOf(optional.propertyNames()));
      if (dependencies.isEmpty()) {
        json.remove("dependencies");
      }
    }
  }

  private static void dropWrongScripts(ObjectNode json) {
    JsonNode scripts = json.get("scripts");
    if (scripts instanceof ObjectNode object) {
      object.removeIf(value -> !value.isString());
    } else if (scripts != null && !scripts.isNull() && !scripts.isArray()) {
      json.remove("scripts");
    }
  }

  private static boolean isTruthy(ObjectNode json, String key) {
    JsonNode value = json.get(key);
    return value != null
        && !value.isNull()
        && !(value.isString() && value.stringValue().isEmpty())
        && !(value.isBoolean() && !value.booleanValue());
  }

  /** Paths that cannot leave the package. */
  private static final class SafePath {
    private static final Pattern SEPARATORS = Pattern.compile("[\\\\:]");

    /** Without {@code ..}, {@code .}, drive letters and leading slashes; backslashes turned. */
    static String of(String path) {
      String turned = SEPARATORS.matcher(path).replaceAll("/");
      StringBuilder out = new StringBuilder(turned.length());
      for (String segment : turned.split("/", -1)) {
        if (segment.equals("..")) {
          out.setLength(Math.max(0, out.lastIndexOf("/")));
        } else if (!segment.isEmpty() && !segment.equals(".")) {
          out.append(out.isEmpty() ? "" : "/").append(segment);
        }
      }
      boolean folder = turned.endsWith("/") && !out.isEmpty();
      return out.append(folder ? "/" : "").toString();
    }

    static String baseName(String path) {
      int end = path.length();
      while (end > 0 && path.charAt(end - 1) == '/') {
        end--;
      }
      return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }
  }
}
