package dev.jpm.resolver;

import dev.jpm.resolver.PeerConflict.Because;
import dev.jpm.resolver.PeerConflict.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A peer conflict for programs, in the shape in which npm's explain tells of packages. */
public final class ConflictFacts {
  private ConflictFacts() {}

  /** Maps with text keys, lists and texts. */
  public static Map<String, Object> of(PeerConflict conflict) {
    Map<String, Object> facts = new LinkedHashMap<>();
    put(facts, "whileResolving", conflict.whileResolving());
    put(facts, "found", conflict.found() == null ? null : node(conflict.found()));
    put(facts, "rival", conflict.rival() == null ? null : edge(conflict.rival()));
    facts.put("unmet", edge(conflict.unmet()));
    put(facts, "conflicting", conflict.conflicting() == null ? null : node(conflict.conflicting()));
    facts.put("strictPeerDeps", conflict.strict());
    return facts;
  }

  private static Map<String, Object> node(Reason reason) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", reason.name());
    put(json, "version", reason.version());
    if (reason.location() != null) {
      json.put("location", reason.location());
      json.put("isWorkspace", reason.workspace());
      json.put("dependents", reason.dependents().stream().map(ConflictFacts::edge).toList());
    }
    if (!reason.linksIn().isEmpty()) {
      json.put("linksIn", reason.linksIn().stream().map(ConflictFacts::node).toList());
    }
    return json;
  }

  private static Map<String, Object> edge(Because because) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", because.type());
    json.put("name", because.name());
    json.put("spec", because.spec());
    if (because.original() != null) {
      json.put("rawSpec", because.original());
      json.put("overridden", true);
    }
    if (because.bundled()) {
      json.put("bundled", true);
    }
    if (because.from() != null) {
      json.put("from", node(because.from()));
    }
    return json;
  }

  private static void put(Map<String, Object> json, String key, @Nullable Object value) {
    if (value != null) {
      json.put(key, value);
    }
  }
}
