package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.runtime.RuntimePin.IfUnmet;
import dev.jpm.runtime.RuntimePin.Source;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a project says about the Node.js it wants. */
final class RuntimePins {
  /** The long-term lines by the names that {@code .nvmrc} files use for them. */
  private static final Map<String, Integer> LTS_NAMES =
      Map.ofEntries(
          Map.entry("argon", 4),
          Map.entry("boron", 6),
          Map.entry("carbon", 8),
          Map.entry("dubnium", 10),
          Map.entry("erbium", 12),
          Map.entry("fermium", 14),
          Map.entry("gallium", 16),
          Map.entry("hydrogen", 18),
          Map.entry("iron", 20),
          Map.entry("jod", 22),
          Map.entry("krypton", 24));

  private RuntimePins() {}

  /** The word in a version file that asks for the node on PATH. */
  static final String SYSTEM = "system";

  /** The first entry of {@code devEngines.runtime} that names node. */
  static Optional<RuntimePin> ofDevEngines(Manifest manifest) {
    JsonNode runtime = manifest.json().path("devEngines").path("runtime");
    if (runtime.isArray()) {
      for (JsonNode entry : runtime) {
        if (isNode(entry)) {
          return Optional.of(ofEntry(entry));
        }
      }
      return Optional.empty();
    }
    return isNode(runtime) ? Optional.of(ofEntry(runtime)) : Optional.empty();
  }

  /** {@code engines.node}; a text that is no range says nothing. */
  static Optional<RuntimePin> ofEngines(Manifest manifest) {
    String text = manifest.engines().get("node");
    return text == null
        ? Optional.empty()
        : Range.tryParseLoose(text)
            .map(range -> new RuntimePin(Source.ENGINES, text, range, IfUnmet.WARN));
  }

  /**
   * The first line of a version file ({@code .nvmrc}, {@code .node-version}) that says something;
   * null where there is none. Text after {@code #} is a comment.
   */
  static @Nullable String wordOf(@Nullable String fileText) {
    if (fileText == null) {
      return null;
    }
    return fileText
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /**
   * A pin of words as version managers read them: a version, the beginning of one, a range, an LTS
   * name, {@code node}.
   *
   * @throws JpmException ERUNTIME where the words mean nothing
   */
  static RuntimePin ofWord(Source source, String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.startsWith("lts/")) {
      return new RuntimePin(source, word, ltsLine(source, word, lower.substring(4)), IfUnmet.FAIL);
    }
    return switch (lower) {
      case "node", "stable", "latest", "current", "lts", "default", "*" ->
          new RuntimePin(source, word, null, IfUnmet.FAIL);
      default -> {
        String text = lower.startsWith("node/") ? word.substring(5) : word;
        Range range = Range.tryParseLoose(text).orElseThrow(() -> meaningless(source, word));
        yield new RuntimePin(source, word, range, IfUnmet.FAIL);
      }
    };
  }

  private static @Nullable Range ltsLine(Source source, String word, String name) {
    if (name.equals("*")) {
      return null;
    }
    if (name.matches("-\\d")) {
      long bundled = Version.parse(RuntimeTable.VERSION).major();
      return Range.parse((bundled + 2L * Integer.parseInt(name)) + ".x");
    }
    Integer major = LTS_NAMES.get(name);
    if (major == null) {
      throw meaningless(source, word);
    }
    return Range.parse(major + ".x");
  }

  private static RuntimePin ofEntry(JsonNode entry) {
    String text = entry.path("version").isString() ? entry.path("version").stringValue() : "*";
    Range range =
        Range.tryParse(text)
            .orElseThrow(() ->
                JpmException.of(
                    ErrorCode.EBADDEVENGINES,
                    "The version \""
                        + text
                        + "\" of devEngines.runtime in package.json is no range of versions"));
    return new RuntimePin(Source.DEV_ENGINES, text, range, ifUnmet(entry.path("onFail")));
  }

  private static IfUnmet ifUnmet(JsonNode onFail) {
    return switch (onFail.isString() ? onFail.stringValue() : "error") {
      case "ignore" -> IfUnmet.IGNORE;
      case "warn" -> IfUnmet.WARN;
      default -> IfUnmet.FAIL;
    };
  }

  private static boolean isNode(JsonNode entry) {
    JsonNode name = entry.path("name");
    return name.isString() && name.stringValue().equals("node");
  }

  private static JpmException meaningless(Source source, String word) {
    return JpmException.of(
            ErrorCode.ERUNTIME,
            "\"" + word + "\" in " + source.words() + " names no version of Node.js")
        .withHint("Write a version such as " + RuntimeTable.VERSION + ", or a range such as ^24");
  }
}
