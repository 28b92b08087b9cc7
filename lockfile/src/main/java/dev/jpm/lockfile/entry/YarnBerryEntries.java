package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.LockedPackage.Lines;
import dev.jpm.lockfile.foreign.NameAndRest;
import dev.jpm.model.tree.EdgeType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
      }
    });
    return new LockedFile(
        LockFormat.YARN_BERRY, packages, requirements.all(), importers, lock.repeated());
  }

  /** Peers come from whoever asks; the lockfile does not say which. */
  private static Fields withoutPeers(Fields entry) {
    SequencedMap<String, Lined> fields = new LinkedHashMap<>(entry.fields());
    fields.remove("peerDependencies");
    return new Fields(fields, new LinkedHashMap<>(), entry.line());
  }

  private void add(String key, Fields entry) {
    NameAndRest locator = NameAndRest.of(or(entry.text("resolution"), key)).orElse(null);
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
            source instanceof Source.Workspace ? null : entry.text("version"),
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
    boolean patch = locator.rest().startsWith(PATCH);
    for (String descriptor : key.split(", ", -1)) {
      NameAndRest.of(descriptor).ifPresent(one -> descriptors.add(one.name(), one.rest(), key));
    }
    if (patch) {
      // Yarn itself asks for its own patches, and for what they are upon.
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
    if (reference.startsWith("npm:")) {
      return new Source.Tarball(archive(reference));
    }
    if (reference.startsWith(PATCH)) {
      String upon = decoded(reference.substring(PATCH.length()).replaceFirst("#.*", ""));
      return source(NameAndRest.of(upon).map(NameAndRest::rest).orElse(""));
    }
    int commit = reference.indexOf("#commit=");
    return commit >= 0
        ? new Source.Repository(
            reference.substring(0, commit), reference.substring(commit + "#commit=".length()))
        : Source.of(reference.replaceFirst("::.*", ""));
  }

  /** Of the bindings behind a locator, which are written as a query, the one that is a URL. */
  private static @Nullable String archive(String reference) {
    int bindings = reference.indexOf("::");
    String query = bindings < 0 ? "" : reference.substring(bindings + 2);
    for (String binding : query.split("&", -1)) {
      String text = decoded(binding);
      if (text.startsWith(ARCHIVE)) {
        return text.substring(ARCHIVE.length());
      }
    }
    return null;
  }

  private static String decoded(String url) {
    try {
      return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return url;
    }
  }
}
