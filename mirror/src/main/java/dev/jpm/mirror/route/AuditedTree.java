package dev.jpm.mirror.route;

import dev.jpm.mirror.http.Json;
import dev.jpm.model.PackageName;
import dev.jpm.model.semver.Version;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tree of a client that wants it audited in the retired way: places within places, as in the
 * lockfiles of npm 6.
 */
final class AuditedTree {
  private final Place root;
  private final List<Place> places = new ArrayList<>();

  private AuditedTree(JsonNode body) {
    this.root = new Place("", null, body);
    fill(root);
    findWays();
  }

  static AuditedTree of(ObjectNode body) {
    return new AuditedTree(body);
  }

  /** Where a package stands. */
  static final class Place {
    private final String name;
    private final @Nullable Place within;
    private final JsonNode json;
    private final Map<String, Place> children = new LinkedHashMap<>();
    private @Nullable Place neededBy;

    private Place(String name, @Nullable Place within, JsonNode json) {
      this.name = name;
      this.within = within;
      this.json = json;
    }

    String name() {
      return name;
    }

    String version() {
      return json.path("version").asString("");
    }

    boolean is(String flag) {
      return json.path(flag).asBoolean(false);
    }

    /** The shortest way to it by what needs what; by where it stands, where nothing needs it. */
    String way() {
      Deque<String> names = new ArrayDeque<>();
      for (Place at = this; at != null && at.within != null; ) {
        names.addFirst(at.name);
        at = at.neededBy == null ? at.within : at.neededBy;
      }
      return String.join(">", names);
    }

    /** What it needs; all that stands within it, where it does not tell. */
    private Set<String> needs() {
      JsonNode requires = json.path("requires");
      return requires.isObject() ? Set.copyOf(requires.propertyNames()) : children.keySet();
    }

    /** Which one of that name it gets. */
    private @Nullable Place nearest(String wanted) {
      Place found = null;
      for (Place at = this; at != null && found == null; at = at.within) {
        found = at.children.get(wanted);
      }
      return found;
    }
  }

  /** No deeper than a JSON document may be. */
  private void fill(Place place) {
    for (Map.Entry<String, JsonNode> entry : place.json.path("dependencies").properties()) {
      Place child = new Place(entry.getKey(), place, entry.getValue());
      place.children.put(entry.getKey(), child);
      places.add(child);
      fill(child);
    }
  }

  private void findWays() {
    Deque<Place> open = new ArrayDeque<>(List.of(root));
    for (Place at = open.poll(); at != null; at = open.poll()) {
      for (String name : new TreeSet<>(at.needs())) {
        Place needed = at.nearest(name);
        if (needed != null && needed.neededBy == null) {
          needed.neededBy = at;
          open.add(needed);
        }
      }
    }
  }

  /** All of it but the project itself. */
  List<Place> places() {
    return places;
  }

  /** Its names with their versions, as advisories are asked for; what is of no registry is not. */
  ObjectNode question() {
    Map<String, Set<String>> versions = new TreeMap<>();
    for (Place place : places) {
      if (PackageName.tryParse(place.name()).isPresent()
          && Version.tryParse(place.version()).isPresent()) {
        versions.computeIfAbsent(place.name(), _ -> new TreeSet<>()).add(place.version());
      }
    }
    ObjectNode question = Json.object();
    versions.forEach((name, each) -> each.forEach(question.putArray(name)::add));
    return question;
  }
}
