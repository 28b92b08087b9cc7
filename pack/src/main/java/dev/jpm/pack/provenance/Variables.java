package dev.jpm.pack.provenance;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Variables of an environment, with JavaScript's answers where one is missing. */
record Variables(Map<String, String> env) {
  /** One within a text. */
  String text(String name) {
    return env.getOrDefault(name, "undefined");
  }

  /** One that may be empty. */
  String orEmpty(String name) {
    return env.getOrDefault(name, "");
  }

  /** One as a value of {@code json}, which lacks the key where there is none. */
  void put(ObjectNode json, String key, String name) {
    String value = env.get(name);
    if (value != null) {
      json.put(key, value);
    }
  }
}
