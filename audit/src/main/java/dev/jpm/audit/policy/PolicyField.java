package dev.jpm.audit.policy;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A value in a policy, and where it is.
 *
 * @param where as a path of keys; empty for the whole
 */
record PolicyField(JsonNode json, String where, String file) {
  static PolicyField root(String text, String file) {
    return new PolicyField(JsonText.parseObject(text, file), "", file);
  }

  boolean isMissing() {
    return json.isMissingNode();
  }

  boolean isText() {
    return json.isString();
  }

  /** Its member {@code key}; a missing one where it has none. */
  PolicyField at(String key) {
    JsonNode found = json.get(key);
    String place = where.isEmpty() ? key : where + "." + key;
    return new PolicyField(found == null ? MissingNode.getInstance() : found, place, file);
  }

  /** Itself, an object without other members than these, or missing. */
  PolicyField only(List<String> keys) {
    members().keySet().stream()
        .filter(key -> !keys.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw at(key).bad("is not known; there are " + String.join(", ", keys));
        });
    return this;
  }

  SequencedMap<String, PolicyField> members() {
    if (!isMissing() && !json.isObject()) {
      throw bad("must be an object");
    }
    SequencedMap<String, PolicyField> members = new LinkedHashMap<>();
    json.properties().forEach(entry -> members.put(entry.getKey(), at(entry.getKey())));
    return members;
  }

  List<PolicyField> items() {
    if (!isMissing() && !json.isArray()) {
      throw bad("must be a list");
    }
    List<PolicyField> items = new ArrayList<>();
    for (JsonNode item : json) {
      items.add(new PolicyField(item, where + "[" + items.size() + "]", file));
    }
    return items;
  }

  List<String> texts() {
    return items().stream().map(PolicyField::needed).toList();
  }

  /** Its text; null where it is missing. */
  @Nullable String text() {
    return isMissing() ? null : needed();
  }

  /** Its text, of at least one character. */
  String needed() {
    if (!json.isString() || json.stringValue().isBlank()) {
      throw bad(isMissing() ? "is missing" : "must be a text");
    }
    return json.stringValue();
  }

  /** What {@code reading} makes of its text. */
  <T> T read(Function<String, T> reading) {
    String text = needed();
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw bad("cannot be read: " + text);
    }
  }

  JpmException bad(String what) {
    return JpmException.of(
        ErrorCode.EBADPOLICY, "%s: %s %s".formatted(file, where.isEmpty() ? "it" : where, what));
  }
}
