package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.Lined.Scalar;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.EdgeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Collects who asks for what, and finds what meets it by a format's own way to look. */
final class Requirements {
  /** Finds the key of the entry that {@code from} gets; null where there is none. */
  interface Lookup {
    @Nullable String find(String from, String name, String spec);
  }

  private static final Map<String, EdgeType> SECTIONS = sections();

  private final Lookup lookup;
  private final List<Requirement> all = new ArrayList<>();

  Requirements(Lookup lookup) {
    this.lookup = lookup;
  }

  /** By section, what is later replacing what is earlier, as npm has it. */
  private static Map<String, EdgeType> sections() {
    SequencedMap<String, EdgeType> sections = new LinkedHashMap<>();
    sections.put("peerDependencies", EdgeType.PEER);
    sections.put("requires", EdgeType.PROD);
    sections.put("dependencies", EdgeType.PROD);
    sections.put("optionalDependencies", EdgeType.OPTIONAL);
    sections.put("devDependencies", EdgeType.DEV);
    return sections;
  }

  List<Requirement> all() {
    return all;
  }

  void add(Requirement requirement) {
    all.add(requirement);
  }

  /** Everything that the sections of {@code entry} ask for. */
  void addSections(String from, boolean importer, Fields entry) {
    SequencedMap<String, Requirement> wanted = new LinkedHashMap<>();
    SECTIONS.forEach((section, type) -> {
      if (type != EdgeType.DEV || importer) {
        entry
            .at(section)
            .fields()
            .forEach((name, value) -> {
              if (value instanceof Scalar(String spec, int line)) {
                EdgeType own = isOptionalPeer(entry, type, name) ? EdgeType.PEER_OPTIONAL : type;
                wanted.put(name, of(from, importer, name, spec, own, line));
              }
            });
      }
    });
    all.addAll(wanted.values());
  }

  private static boolean isOptionalPeer(Fields entry, EdgeType type, String name) {
    return type == EdgeType.PEER && entry.at("peerDependenciesMeta").at(name).isTrue("optional");
  }

  /** Everything that a package.json asks for, of which the lockfile has no line. */
  void addManifest(String folder, Manifest manifest) {
    SequencedMap<String, Requirement> wanted = new LinkedHashMap<>();
    SECTIONS.forEach((section, type) ->
        manifest
            .texts(section)
            .forEach((name, spec) -> {
              EdgeType own =
                  type == EdgeType.PEER && manifest.isPeerOptional(name)
                      ? EdgeType.PEER_OPTIONAL
                      : type;
              wanted.put(name, of(folder, true, name, spec, own, 1));
            }));
    all.addAll(wanted.values());
  }

  Requirement of(String from, boolean importer, String name, String spec, EdgeType type, int line) {
    return new Requirement(from, importer, name, spec, type, lookup.find(from, name, spec), line);
  }

  /** What {@code entry}, an importer, asks for, as the lockfile has it. */
  static LockedFile.Importer importer(Fields entry) {
    SequencedMap<String, LockedFile.Wish> specs = new LinkedHashMap<>();
    SECTIONS.forEach((section, type) -> {
      if (type != EdgeType.PEER) {
        entry
            .at(section)
            .fields()
            .forEach((name, value) -> {
              if (value instanceof Scalar(String spec, int line)) {
                specs.put(name, new LockedFile.Wish(spec, line));
              }
            });
      }
    });
    return new LockedFile.Importer(specs, entry.line());
  }
}
