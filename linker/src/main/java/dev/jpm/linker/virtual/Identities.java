package dev.jpm.linker.virtual;

import dev.jpm.model.Integrity.Algorithm;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Gives every package of a tree a hash over what it is and, through their hashes, all that it
 * depends on. Neither the places in the tree nor any order count: equal packages with equal
 * dependencies have equal hashes, in this tree and in any other.
 *
 * <p>Packages in a cycle cannot wait for each other's hash. They are told apart step by step, by
 * what they are, then by what their dependencies are, until no step tells more of them apart; then
 * one hash over all that was found about all of them, with its own part, is the hash of each.
 */
final class Identities {
  private static final int LENGTH = 40;

  private final Map<Location, Draft> drafts;
  private final Naming naming;
  private final Map<Location, String> hashes = new HashMap<>();
  private final List<Location> order = new ArrayList<>();

  private Identities(Map<Location, Draft> drafts, Naming naming) {
    this.drafts = drafts;
    this.naming = naming;
  }

  /** The hashes by place, dependencies before those that need them (cycles aside). */
  static Identities of(Map<Location, Draft> drafts, Naming naming) {
    Identities identities = new Identities(drafts, naming);
    List<List<Location>> components = Components.of(drafts.keySet(), identities::dependencies);
    components.forEach(identities::name);
    return identities;
  }

  List<Location> order() {
    return order;
  }

  String hash(Location place) {
    return hashes.getOrDefault(place, "");
  }

  private Collection<Location> dependencies(Location place) {
    List<Location> places = new ArrayList<>();
    for (Target target : draft(place).links().values()) {
      if (target instanceof Target.Stored(Location to, String _) && drafts.containsKey(to)) {
        places.add(to);
      }
    }
    return places;
  }

  private void name(List<Location> component) {
    Map<Location, String> known = new HashMap<>();
    for (Location place : component) {
      String own = own(place);
      known.put(place, component.size() > 1 ? digest(own) : own);
    }
    Map<Location, String> further = step(component, known);
    if (component.size() > 1) {
      int apart = new HashSet<>(known.values()).size();
      int more = new HashSet<>(further.values()).size();
      while (more > apart) {
        apart = more;
        known = further;
        further = step(component, known);
        more = new HashSet<>(further.values()).size();
      }
      String all = digest(String.join("\n", new TreeSet<>(further.values())));
      for (Map.Entry<Location, String> one : further.entrySet()) {
        one.setValue(digest(one.getValue() + all));
      }
    }
    further.forEach((place, hash) -> hashes.put(place, hash.substring(0, LENGTH)));
    order.addAll(component);
  }

  /** What is known of each with what is known of its dependencies. */
  private Map<Location, String> step(List<Location> component, Map<Location, String> known) {
    Map<Location, String> further = new HashMap<>();
    for (Location place : component) {
      StringBuilder text = new StringBuilder(known.getOrDefault(place, ""));
      draft(place)
          .links()
          .forEach((key, target) ->
              text.append('\n').append(key).append('\t').append(told(target, known)));
      further.put(place, digest(text.toString()));
    }
    return further;
  }

  private String told(Target target, Map<Location, String> known) {
    return switch (target) {
      case Target.Folder(Location place) -> "folder\t" + naming.folder().apply(place);
      case Target.Stored(Location place, String inside) -> {
        String inCycle = known.get(place);
        yield (inCycle == null ? hash(place) : inCycle) + "\t" + inside;
      }
    };
  }

  private String own(Location place) {
    Draft draft = draft(place);
    PackageNode node = draft.node();
    StringBuilder text = new StringBuilder("1\n").append(draft.name()).append('\n');
    text.append(node.manifest().version()).append('\n').append(naming.content().apply(node));
    text.append('\n').append(naming.built().test(node) ? naming.builtOn() : "");
    int prefix = place.value().length();
    for (PackageNode member : draft.bundled()) {
      text.append('\n').append(member.location().value().substring(prefix));
      text.append('\t').append(member.manifest().version());
    }
    return text.toString();
  }

  private Draft draft(Location place) {
    Draft draft = drafts.get(place);
    if (draft == null) {
      throw new IllegalStateException("nothing stands at " + place);
    }
    return draft;
  }

  private static String digest(String text) {
    return HexFormat.of()
        .formatHex(Algorithm.SHA256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
