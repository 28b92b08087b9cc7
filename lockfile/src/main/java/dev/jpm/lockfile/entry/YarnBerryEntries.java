package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.LockedPackage.Lines;
import dev.jpm.lockfile.foreign.NameAndRest;
import dev.jpm.lockfile.foreign.YarnPatch;
import dev.jpm.model.tree.EdgeType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of Yarn 2 and later: descriptors as key, the locator that they got as {@code
 * resolution}. Checksums are of Yarn's own archives.
 */
final class YarnBerryEntries {
  private static final String ARCHIVE = "__archiveUrl=";
  private static final String PATCH = "patch:";
  private static final String NPM = "npm:";
  private static final String COMMIT = "commit=";

  private final Fields lock;
  private final SequencedMap<String, LockedPackage> packages = new LinkedHashMap<>();
  private final SequencedMap<String, LockedFile.Importer> importers = new LinkedHashMap<>();
  private final Descriptors descriptors = new Descriptors();
  private final Requirements requirements =
      new Requirements((_, name, spec) -> descriptors.find(name, spec));

  private YarnBerryEntries(Fields lock) {
    this.lock = lock;
  }

  static LockedFile read(Fields lock) {
    return new YarnBerryEntries(lock).read();
  }

  private LockedFile read() {
    lock.fields()
        .forEach((key, value) -> {
          if (value instanceof Fields entry && !key.equals("__metadata")) {
            add(key, entry);
          }
        });
    packages.forEach((key, found) -> {
      Fields entry = lock.at(key);
      if (found.source() instanceof Source.Workspace(String folder)) {
        importers.put(folder, Requirements.importer(entry));
        requirements.addSections(folder, true, withoutPeers(entry));
      } else {
        requirements.addSections(key, false, withoutPeers(entry));
        addPatched(key, found);
      }
    });
    return new LockedFile(
        LockFormat.YARN_BERRY, packages, requirements.all(), importers, lock.repeated());
  }

  /** A patch asks for what it is upon. */
  private void addPatched(String key, LockedPackage patch) {
    NameAndRest.of(key.split(", ", -1)[0])
        .flatMap(descriptor -> YarnPatch.upon(descriptor.rest()))
        .map(upon ->
            requirements.of(
                key, false, upon.name(), upon.rest(), EdgeType.PROD, patch.lines().entry()))
        .ifPresent(requirements::add);
  }

  /** Peers come from whoever asks; the lockfile does not say which. */
  private static Fields withoutPeers(Fields entry) {
    SequencedMap<String, Lined> fields = new LinkedHashMap<>(entry.fields());
    fields.remove("peerDependencies");
    return new Fields(fields, new LinkedHashMap<>(), entry.line());
  }

  private void add(String key, Fields entry) {
    String written = or(entry.text("resolution"), key);
    NameAndRest locator = NameAndRest.of(written).map(YarnBerryEntries::unpatched).orElse(null);
    NameAndRest first = NameAndRest.of(key.split(", ", -1)[0]).orElse(null);
    if (locator == null || first == null) {
      return;
    }
    Source source = source(locator.rest());
    packages.put(
        key,
        new LockedPackage(
            key,
            locator.name(),
            first.name(),
            source instanceof Source.Workspace ? null : version(locator, entry),
            source,
            entry.text("checksum"),
            Set.of(),
            false,
            false,
            null,
            new Lines(
                entry.line(),
                entry.lineOf("version"),
                entry.lineOf("resolution"),
                entry.lineOf("checksum"))));
    for (String descriptor : key.split(", ", -1)) {
      NameAndRest.of(descriptor).ifPresent(one -> descriptors.add(one.name(), one.rest(), key));
    }
    if (written.startsWith(PATCH, written.indexOf('@', 1) + 1)) {
      // Yarn itself asks for its own patches.
      requirements.add(
          new Requirement(".", true, first.name(), first.rest(), EdgeType.PROD, key, entry.line()));
    }
  }

  private static String or(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  private static Source source(String reference) {
    if (reference.startsWith("workspace:")) {
      return new Source.Workspace(reference.substring("workspace:".length()));
    }
    if (reference.startsWith(NPM)) {
      return new Source.Tarball(archive(reference));
    }
    int hash = reference.indexOf('#');
    String commit = hash < 0 ? null : commit(reference.substring(hash + 1));
    return commit == null
        ? Source.of(reference.replaceFirst("::.*", ""))
        : new Source.Repository(reference.substring(0, hash), commit);
  }

  /** Behind a repository stand a commit and, for one folder of it, a workspace. */
  private static @Nullable String commit(String fragment) {
    for (String part : fragment.replaceFirst("::.*", "").split("&", -1)) {
      if (part.startsWith(COMMIT)) {
        return part.substring(COMMIT.length());
      }
    }
    return null;
  }

  /** What {@code locator} leads to where it is a patch: the package that the patch is upon. */
  private static NameAndRest unpatched(NameAndRest locator) {
    String reference = locator.rest();
    if (!reference.startsWith(PATCH)) {
      return locator;
    }
    return YarnPatch.upon(reference)
        .map(YarnBerryEntries::unpatched)
        .orElse(new NameAndRest(locator.name(), ""));
  }

  /** The one that is fetched, which counts more than what the entry says of itself. */
  private static @Nullable String version(NameAndRest locator, Fields entry) {
    String reference = locator.rest();
    return reference.startsWith(NPM)
        ? reference.substring(NPM.length()).replaceFirst("::.*", "")
        : entry.text("version");
  }

  /** Of the bindings behind a locator, which are written as a query, the one that is a URL. */
  private static @Nullable String archive(String reference) {
    int bindings = reference.indexOf("::");
    String query = bindings < 0 ? "" : reference.substring(bindings + 2);
    for (String binding : query.split("&", -1)) {
      String text = YarnPatch.decoded(binding);
      if (text.startsWith(ARCHIVE)) {
        return text.substring(ARCHIVE.length());
      }
    }
    return null;
  }
}
