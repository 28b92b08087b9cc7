package dev.jpm.install;

import dev.jpm.cache.Bytes;
import dev.jpm.cache.BytesReader;
import dev.jpm.linker.virtual.PackageMap;
import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.json.JsonWriter;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an install came to that found its lockfile right: with it another one of the same inputs can
 * be made without asking the lockfile or the resolver.
 *
 * @param packages everything in node_modules, with as much of its manifest as putting it on disk
 *     takes
 * @param entries in an isolated layout the entries of packages, else empty
 * @param map in a layout with a package map that one
 * @param lockfile the text of the hidden lockfile
 * @param warnings what the resolver warned of
 * @param funding how many packages look for funding
 * @param heldBack whose install scripts wait for a decision
 */
record Outcome(
    List<PackageNode> packages,
    SequencedMap<Location, String> entries,
    @Nullable PackageMap map,
    String lockfile,
    List<Event.Warning> warnings,
    int funding,
    List<HeldBack> heldBack) {
  private static final int FORMAT = 2;
  private static final int ESTIMATED_NODE_BYTES = 400;

  /** In the order of their bits. */
  private static final List<DepFlag> FLAGS =
      List.of(
          DepFlag.DEV, DepFlag.OPTIONAL, DepFlag.DEV_OPTIONAL, DepFlag.PEER, DepFlag.EXTRANEOUS);

  /** The fields of a manifest that putting a package on disk takes. */
  private static final List<String> FIELDS =
      List.of("name", "version", "bin", "deprecated", "bundleDependencies");

  Outcome {
    packages = List.copyOf(packages);
    entries = Collections.unmodifiableSequencedMap(entries);
    warnings = List.copyOf(warnings);
    heldBack = List.copyOf(heldBack);
  }

  /** The tree that is on disk afterwards, below a project with the manifest {@code root}. */
  Tree tree(Manifest root) {
    List<Node> nodes = new ArrayList<>(packages.size() + 1);
    nodes.add(new PackageNode(Location.ROOT, root, null, null, Set.of(), false, false));
    nodes.addAll(packages);
    return Tree.of(nodes);
  }

  /** Of all tarballs that files come from. */
  Set<Integrity> integrities() {
    Set<Integrity> integrities = new LinkedHashSet<>();
    for (PackageNode node : packages) {
      Integrity integrity = node.integrity();
      if (integrity != null && !node.inBundle()) {
        integrities.add(integrity);
      }
    }
    return integrities;
  }

  byte[] encoded() {
    Bytes out = new Bytes(lockfile.length() + packages.size() * ESTIMATED_NODE_BYTES);
    out.number(FORMAT);
    out.text(lockfile);
    out.number(funding);
    out.number(packages.size());
    packages.forEach(node -> write(out, node));
    out.number(entries.size());
    entries.forEach((place, path) -> {
      out.text(place.value());
      out.text(path);
    });
    PackageMap told = map;
    writeNullable(out, told == null ? null : told.store());
    if (told != null) {
      out.text(told.rest());
    }
    writeWarnings(out, warnings);
    out.number(heldBack.size());
    heldBack.forEach(one -> write(out, one));
    return out.toArray();
  }

  /** Empty where {@code note} is damaged or of another format. */
  static Optional<Outcome> decode(byte[] note) {
    try {
      BytesReader in = new BytesReader(note);
      if (in.number() != FORMAT) {
        return Optional.empty();
      }
      String lockfile = in.text();
      int funding = (int) in.number();
      return Optional.of(
          new Outcome(
              nodes(in), entries(in), map(in), lockfile, warnings(in), funding, heldBack(in)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException | JpmException damaged) {
      return Optional.empty();
    }
  }

  private static void write(Bytes out, PackageNode node) {
    out.text(node.location().value());
    out.text(manifest(node));
    writeNullable(out, node.resolved());
    Integrity integrity = node.integrity();
    writeNullable(out, integrity == null ? null : integrity.value());
    int bits = (node.inBundle() ? 1 : 0) | (node.inert() ? 2 : 0);
    for (DepFlag flag : node.flags()) {
      bits |= 4 << FLAGS.indexOf(flag);
    }
    out.number(bits);
  }

  private static List<PackageNode> nodes(BytesReader in) {
    List<PackageNode> nodes = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      Location location = new Location(in.text());
      Manifest manifest = manifest(in.text());
      String resolved = nullable(in);
      String integrity = nullable(in);
      int bits = (int) in.number();
      nodes.add(
          new PackageNode(
              location,
              manifest,
              resolved,
              integrity == null ? null : new Integrity(integrity),
              flags(bits >>> 2),
              (bits & 1) != 0,
              (bits & 2) != 0));
    }
    return nodes;
  }

  private static Set<DepFlag> flags(int bits) {
    if (bits == 0) {
      return Set.of();
    }
    Set<DepFlag> flags = EnumSet.noneOf(DepFlag.class);
    for (int i = 0; i < FLAGS.size(); i++) {
      if ((bits >>> i & 1) != 0) {
        flags.add(FLAGS.get(i));
      }
    }
    return flags;
  }

  /**
   * Most have a version and nothing else, which is written as it is: reading JSON is what takes
   * time later. A name that the folder tells already is left out, as a lockfile leaves it out.
   */
  private static String manifest(PackageNode node) {
    Manifest manifest = node.manifest();
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    boolean named = !node.location().folderName().equals(manifest.name());
    for (String field : FIELDS) {
      JsonNode value = manifest.json().get(field);
      if (value != null && (named || !field.equals("name"))) {
        kept.set(field, value);
      }
    }
    JsonNode version = kept.get("version");
    return kept.size() == 1 && version != null && version.isString()
        ? version.stringValue()
        : JsonWriter.write(kept, JsonStyle.COMPACT);
  }

  private static Manifest manifest(String text) {
    if (text.startsWith("{")) {
      return new Manifest(JsonText.parseObject(text, "an outcome"));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", text);
    return new Manifest(json);
  }

  private static SequencedMap<Location, String> entries(BytesReader in) {
    SequencedMap<Location, String> entries = new LinkedHashMap<>();
    for (long left = in.number(); left > 0; left--) {
      entries.put(new Location(in.text()), in.text());
    }
    return entries;
  }

  private static @Nullable PackageMap map(BytesReader in) {
    String store = nullable(in);
    return store == null ? null : new PackageMap(store, in.text());
  }

  static void writeWarnings(Bytes out, List<Event.Warning> warnings) {
    out.number(warnings.size());
    for (Event.Warning warning : warnings) {
      out.text(warning.code());
      out.text(warning.text());
    }
  }

  static List<Event.Warning> warnings(BytesReader in) {
    List<Event.Warning> warnings = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      warnings.add(new Event.Warning(in.text(), in.text()));
    }
    return warnings;
  }

  private static void write(Bytes out, HeldBack one) {
    out.text(one.location().value());
    out.text(one.name());
    writeNullable(out, one.version());
    out.number(one.scripts().size());
    for (Map.Entry<String, String> script : one.scripts().entrySet()) {
      out.text(script.getKey());
      out.text(script.getValue());
    }
  }

  private static List<HeldBack> heldBack(BytesReader in) {
    List<HeldBack> all = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      Location location = new Location(in.text());
      String name = in.text();
      String version = nullable(in);
      SequencedMap<String, String> scripts = new LinkedHashMap<>();
      for (long more = in.number(); more > 0; more--) {
        scripts.put(in.text(), in.text());
      }
      all.add(new HeldBack(location, name, version, scripts));
    }
    return all;
  }

  private static void writeNullable(Bytes out, @Nullable String text) {
    out.number(text == null ? 0 : 1);
    if (text != null) {
      out.text(text);
    }
  }

  private static @Nullable String nullable(BytesReader in) {
    return in.number() == 0 ? null : in.text();
  }

  /** Whether nodes are of a kind that can be put in place again from the store alone. */
  static boolean canHold(Collection<Node> nodes) {
    for (Node node : nodes) {
      if (node.location().isRoot()) {
        continue;
      }
      if (!(node instanceof PackageNode here)
          || !here.location().isInNodeModules()
          || here.location().value().startsWith("..")
          || (!here.inBundle() && !isOfRegistry(here))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfRegistry(PackageNode node) {
    String resolved = node.resolved();
    return node.integrity() != null && (resolved == null || resolved.startsWith("http"));
  }
}
