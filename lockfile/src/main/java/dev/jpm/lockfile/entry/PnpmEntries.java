package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.LockedFile.Wish;
import dev.jpm.lockfile.entry.LockedPackage.Lines;
import dev.jpm.lockfile.foreign.NameAndRest;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.model.tree.Paths;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** pnpm's lockfile, versions 6 to 9. Packages that differ only in their peers count as one. */
final class PnpmEntries {
  private static final Map<String, EdgeType> OF_IMPORTERS =
      Map.of(
          "dependencies", EdgeType.PROD,
          "optionalDependencies", EdgeType.OPTIONAL,
          "devDependencies", EdgeType.DEV);

  private final Fields lock;
  private final SequencedMap<String, LockedPackage> packages = new LinkedHashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final SequencedMap<String, LockedFile.Importer> importers = new LinkedHashMap<>();
  private final Requirements requirements =
      new Requirements((_, name, version) -> find(name, version));

  private PnpmEntries(Fields lock) {
    this.lock = lock;
  }

  static LockedFile read(Fields lock) {
    return new PnpmEntries(lock).read();
  }

  private LockedFile read() {
    SequencedMap<String, Integer> repeated = new LinkedHashMap<>(lock.repeated());
    repeated.putAll(lock.at("packages").repeated());
    lock.at("packages")
        .fields()
        .forEach((key, value) -> {
          if (value instanceof Fields entry) {
            add(key, entry);
            repeated.putAll(entry.repeated());
          }
        });
    if (lock.at("importers").fields().isEmpty()) {
      importer("", lock);
    }
    lock.at("importers")
        .fields()
        .forEach((folder, value) -> {
          if (value instanceof Fields importer) {
            importer(folder.equals(".") ? "" : folder, importer);
          }
        });
    Fields snapshots = lock.at("snapshots");
    (snapshots.fields().isEmpty() ? lock.at("packages") : snapshots)
        .fields()
        .forEach((key, value) -> {
          String own = keyOf(plain(key));
          if (value instanceof Fields entry && own != null) {
            requirements.addSections(own, false, withoutPeers(entry));
          }
        });
    return new LockedFile(LockFormat.PNPM, packages, requirements.all(), importers, repeated);
  }

  private static Fields withoutPeers(Fields entry) {
    SequencedMap<String, Lined> fields = new LinkedHashMap<>(entry.fields());
    fields.remove("peerDependencies");
    return new Fields(fields, new LinkedHashMap<>(), entry.line());
  }

  private void add(String key, Fields entry) {
    NameAndRest id = NameAndRest.of(plain(key)).orElse(null);
    Fields resolution = entry.at("resolution");
    String name = entry.text("name");
    if (id == null && name == null) {
      return;
    }
    String own = name == null && id != null ? id.name() : String.valueOf(name);
    String rest = id == null ? "" : id.rest();
    boolean versioned = !rest.isEmpty() && Character.isDigit(rest.charAt(0));
    keys.put(plain(key), key);
    packages.put(
        key,
        new LockedPackage(
            key,
            own,
            own,
            versioned ? rest : entry.text("version"),
            source(resolution, versioned ? "" : rest),
            resolution.text("integrity"),
            entry.isTrue("dev") ? Set.of(DepFlag.DEV) : Set.of(),
            false,
            entry.isTrue("requiresBuild"),
            null,
            new Lines(
                entry.line(),
                entry.line(),
                entry.lineOf("resolution"),
                entry.lineOf("resolution"))));
  }

  private static Source source(Fields resolution, String reference) {
    String repository = resolution.text("repo");
    String folder = resolution.text("directory");
    String tarball = resolution.text("tarball");
    if (repository != null) {
      return new Source.Repository(repository, resolution.text("commit"));
    }
    if (folder != null) {
      return new Source.Folder(folder);
    }
    if (tarball != null) {
      return Source.of(tarball);
    }
    return reference.isEmpty() ? new Source.Tarball(null) : Source.of(reference);
  }

  private void importer(String folder, Fields importer) {
    SequencedMap<String, Wish> specs = new LinkedHashMap<>();
    OF_IMPORTERS.forEach((section, type) ->
        importer
            .at(section)
            .fields()
            .forEach((name, value) -> {
              if (value instanceof Fields wish) {
                String spec = wish.text("specifier");
                String version = wish.text("version");
                specs.put(name, new Wish(spec == null ? "" : spec, wish.lineOf("specifier")));
                if (version != null && version.startsWith("link:")) {
                  link(folder, name, spec == null ? version : spec, version, type, wish);
                }
                if (version != null && !version.startsWith("link:")) {
                  requirements.add(
                      new Requirement(
                          folder,
                          true,
                          name,
                          spec == null ? version : spec,
                          type,
                          find(name, version),
                          wish.line()));
                }
              }
            }));
    importers.put(folder, new LockedFile.Importer(specs, importer.line()));
  }

  /** A folder in the place of a registry's package is an entry, though pnpm makes none of it. */
  private void link(
      String folder, String name, String spec, String version, EdgeType type, Fields wish) {
    if (spec.indexOf(':') >= 0) {
      return; // Asked for as a folder, or where a catalog says so.
    }
    String way = version.substring("link:".length());
    String path = Paths.normalize(folder.isEmpty() ? way : folder + "/" + way);
    String key = name + "@link:" + path;
    packages.put(
        key,
        new LockedPackage(
            key,
            name,
            name,
            null,
            new Source.Folder(path),
            null,
            Set.of(),
            false,
            false,
            null,
            Lines.all(wish.line())));
    requirements.add(new Requirement(folder, true, name, spec, type, key, wish.line()));
  }

  /** The key of what {@code version} names: a version, or for an alias a whole key. */
  private @Nullable String find(String name, String version) {
    String plain = plain(version);
    String exact = keyOf(name + "@" + plain);
    return exact == null ? keyOf(plain) : exact;
  }

  private @Nullable String keyOf(String plain) {
    return keys.get(plain);
  }

  /** Without the peers in brackets and the slash that version 6 begins keys with. */
  private static String plain(String key) {
    int peers = key.indexOf('(');
    String plain = peers < 0 ? key : key.substring(0, peers);
    return plain.startsWith("/") ? plain.substring(1) : plain;
  }
}
