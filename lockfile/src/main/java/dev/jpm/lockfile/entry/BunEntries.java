package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.Lined.Items;
import dev.jpm.lockfile.entry.Lined.Scalar;
import dev.jpm.lockfile.entry.LockedPackage.Lines;
import dev.jpm.lockfile.foreign.BunPlace;
import dev.jpm.lockfile.foreign.NameAndRest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bun's text lockfile: {@code "place": ["name@version", "registry or URL", {facts}, "integrity"]}.
 * A place is a path of names, and dependencies are looked for from there outwards.
 */
final class BunEntries {
  private final Fields lock;
  private final SequencedMap<String, LockedPackage> packages = new LinkedHashMap<>();
  private final SequencedMap<String, LockedFile.Importer> importers = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final Requirements requirements =
      new Requirements((from, name, _) -> find(places.getOrDefault(from, from), name));

  private BunEntries(Fields lock) {
    this.lock = lock;
  }

  static LockedFile read(Fields lock) {
    return new BunEntries(lock).read();
  }

  private LockedFile read() {
    Map<String, Fields> facts = new LinkedHashMap<>();
    lock.at("packages")
        .fields()
        .forEach((key, value) -> {
          if (value instanceof Items entry) {
            add(key, entry);
            facts.put(key, facts(entry));
          }
        });
    lock.at("workspaces")
        .fields()
        .forEach((folder, value) -> {
          if (value instanceof Fields workspace) {
            String name = workspace.text("name");
            places.put(folder, folder.isEmpty() || name == null ? "" : name);
            importers.put(folder, Requirements.importer(workspace));
            requirements.addSections(folder, true, withoutOptionalPeers(workspace));
          }
        });
    facts.forEach(
        (key, entry) -> requirements.addSections(key, false, withoutOptionalPeers(entry)));
    SequencedMap<String, Integer> repeated = new LinkedHashMap<>(lock.repeated());
    repeated.putAll(lock.at("packages").repeated());
    return new LockedFile(LockFormat.BUN, packages, requirements.all(), importers, repeated);
  }

  private void add(String key, Items entry) {
    NameAndRest id = NameAndRest.of(text(entry, 0)).orElse(null);
    if (id == null) {
      return;
    }
    String reference = id.rest();
    List<String> names = BunPlace.of(key).names();
    boolean versioned = !reference.isEmpty() && Character.isDigit(reference.charAt(0));
    String last = text(entry, entry.items().size() - 1);
    boolean digest = entry.items().size() > 1 && last.matches("(sha\\d+|md5)-.*");
    packages.put(
        key,
        new LockedPackage(
            key,
            id.name(),
            names.getLast(),
            versioned ? reference : null,
            versioned ? registry(text(entry, 1)) : source(reference),
            digest ? last : null,
            Set.of(),
            false,
            false,
            null,
            Lines.all(entry.line())));
  }

  /** What stands second: nothing for the default registry, another one's address, or a URL. */
  private static Source registry(String second) {
    return new Source.Tarball(second.isEmpty() ? null : second);
  }

  private static Source source(String reference) {
    if (reference.startsWith("workspace:")) {
      return new Source.Workspace(reference.substring("workspace:".length()));
    }
    return reference.startsWith("root:") ? new Source.Workspace("") : Source.of(reference);
  }

  /** Peers that are optional stand in a list of names beside the others. */
  private static Fields withoutOptionalPeers(Fields entry) {
    if (!(entry.fields().get("optionalPeers") instanceof Items optional)) {
      return entry;
    }
    SequencedMap<String, Lined> peers = new LinkedHashMap<>(entry.at("peerDependencies").fields());
    for (Lined name : optional.items()) {
      if (name instanceof Scalar(String text, int _)) {
        peers.remove(text);
      }
    }
    SequencedMap<String, Lined> fields = new LinkedHashMap<>(entry.fields());
    fields.put(
        "peerDependencies",
        new Fields(peers, new LinkedHashMap<>(), entry.lineOf("peerDependencies")));
    return new Fields(fields, new LinkedHashMap<>(), entry.line());
  }

  private @Nullable String find(String place, String name) {
    return BunPlace.of(place).lookups(name).stream()
        .filter(packages::containsKey)
        .findFirst()
        .orElse(null);
  }

  private static Fields facts(Items entry) {
    for (Lined part : entry.items()) {
      if (part instanceof Fields fields) {
        return fields;
      }
    }
    return Fields.NONE;
  }

  private static String text(Items entry, int index) {
    return index >= 0
            && index < entry.items().size()
            && entry.items().get(index) instanceof Scalar(String text, int _)
        ? text
        : "";
  }
}
