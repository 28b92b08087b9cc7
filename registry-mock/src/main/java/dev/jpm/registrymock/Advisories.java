package dev.jpm.registrymock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known against packages. Asked for some, all of theirs is told, whatever the version: it
 * is up to the client to look.
 */
final class Advisories {
  static final String PATH = "/-/npm/v1/security/advisories/bulk";
  private static final int FIRST_ID = 1000;

  private final Map<String, List<ObjectNode>> byName = new LinkedHashMap<>();
  private int count;

  synchronized void add(String name, Consumer<Advice> details) {
    Advice advice = new Advice(FIRST_ID + count++);
    details.accept(advice);
    byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(advice.json());
  }

  synchronized Answer answer(Request request) {
    JsonNode question = Json.parse(request.body());
    ObjectNode answer = Json.object();
    for (String name : question.propertyNames()) {
      List<ObjectNode> known = byName.getOrDefault(name, List.of());
      if (!known.isEmpty()) {
        ArrayNode list = answer.putArray(name);
        known.forEach(list::add);
      }
    }
    return Answer.json(200, answer);
  }
}
