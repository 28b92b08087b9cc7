package dev.jpm.fetcher;

import dev.jpm.model.Want;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an install begins with and how it chooses versions.
 *
 * @param wants what the project asks for
 * @param node the Node.js that it will run on, which {@code engines} is held against
 * @param npm the same for npm
 * @param before versions published later are not chosen; null: any may be
 * @param exclude names, or globs of them, that {@code before} does not hold for
 * @param tag decides where a spec leaves it open
 */
public record ClosureQuestion(
    List<Want> wants,
    String node,
    String npm,
    @Nullable Instant before,
    List<String> exclude,
    String tag) {
  public ClosureQuestion {
    wants = List.copyOf(wants);
    exclude = List.copyOf(exclude);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode specs = json.putObject("wants");
    for (Want want : wants) {
      String name = want.name().value();
      ArrayNode of = specs.get(name) instanceof ArrayNode known ? known : specs.putArray(name);
      of.add(want.spec());
    }
    json.put("node", node).put("npm", npm).put("tag", tag);
    if (before != null) {
      json.put("before", before.toString());
    }
    ArrayNode excluded = json.putArray("exclude");
    exclude.forEach(excluded::add);
    return json;
  }
}
