package dev.jpm.model.protocol;

import dev.jpm.model.Manifest;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The places of a package.json in which specs stand. */
final class SpecSections {
  static final List<String> SECTIONS =
      List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");

  private SpecSections() {}

  /**
   * {@code manifest} with every spec that {@code replacement} changes, given name and text; the
   * same object where it changes none.
   */
  static Manifest replace(Manifest manifest, BinaryOperator<String> replacement) {
    ObjectNode changed = null;
    for (String section : SECTIONS) {
      for (Map.Entry<String, String> entry : manifest.texts(section).entrySet()) {
        String now = replacement.apply(entry.getKey(), entry.getValue());
        if (!now.equals(entry.getValue())) {
          changed = changed == null ? manifest.json().deepCopy() : changed;
          changed.withObjectProperty(section).put(entry.getKey(), now);
        }
      }
    }
    if (manifest.json().get("overrides") instanceof ObjectNode overrides) {
      ObjectNode copy = overrides.deepCopy();
      replaceRules(copy, null, replacement);
      if (!copy.equals(overrides)) {
        changed = changed == null ? manifest.json().deepCopy() : changed;
        changed.set("overrides", copy);
      }
    }
    return changed == null ? manifest : new Manifest(changed);
  }

  private static void replaceRules(
      ObjectNode rules, @Nullable String parent, BinaryOperator<String> replacement) {
    for (Map.Entry<String, JsonNode> rule : List.copyOf(rules.properties())) {
      String name = rule.getKey().equals(".") && parent != null ? parent : name(rule.getKey());
      if (rule.getValue() instanceof ObjectNode nested) {
        replaceRules(nested, name, replacement);
      } else if (rule.getValue().isString()) {
        rules.put(rule.getKey(), replacement.apply(name, rule.getValue().stringValue()));
      }
    }
  }

  /** Of a key such as {@code a@^1}. */
  private static String name(String key) {
    int at = key.indexOf('@', 1);
    return at < 0 ? key : key.substring(0, at);
  }
}
