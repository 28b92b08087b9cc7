package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.LockedPackage.Lines;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The nested {@code dependencies} of npm 6's lockfiles. Keys are made as later versions write them;
 * what the project asks for is only in package.json.
 */
final class OldNpmEntries {
  private final SequencedMap<String, LockedPackage> packages = new LinkedHashMap<>();
  private final SequencedMap<String, Fields> entries = new LinkedHashMap<>();
  private final SequencedMap<String, Integer> repeated = new LinkedHashMap<>();
  private final Requirements requirements =
      new Requirements((from, name, _) -> NpmEntries.find(packages, from, name));

  private OldNpmEntries() {}

  static LockedFile read(Fields lock, Map<String, Manifest> manifests) {
    OldNpmEntries reader = new OldNpmEntries();
    reader.repeated.putAll(lock.repeated());
    reader.addAll(Location.ROOT, lock.at("dependencies"));
    manifests.forEach(reader.requirements::addManifest);
    reader.entries.forEach((key, entry) -> reader.requirements.addSections(key, false, entry));
    return new LockedFile(
        LockFormat.NPM_OLD, reader.packages, reader.requirements.all(), null, reader.repeated);
  }

  private void addAll(Location holder, Fields dependencies) {
    repeated.putAll(dependencies.repeated());
    dependencies
        .fields()
        .forEach((asked, value) -> {
          if (value instanceof Fields entry) {
            Location place = holder.child(asked);
            add(place.value(), asked, entry);
            addAll(place, entry.at("dependencies"));
          }
        });
  }

  private void add(String key, String asked, Fields entry) {
    repeated.putAll(entry.repeated());
    String version = entry.text("version");
    String target = aliased(version);
    Source source = source(entry, version, target);
    packages.put(
        key,
        new LockedPackage(
            key,
            target == null ? asked : target.substring(0, target.indexOf('@', 1)),
            asked,
            target == null ? plain(version) : target.substring(target.indexOf('@', 1) + 1),
            source,
            entry.text("integrity"),
            NpmEntries.flags(entry),
            entry.isTrue("bundled"),
            false,
            null,
            new Lines(
                entry.line(),
                entry.lineOf("version"),
                entry.lineOf(entry.text("resolved") == null ? "version" : "resolved"),
                entry.lineOf("integrity"))));
    // Its "dependencies" are what lies inside, and no requirements.
    SequencedMap<String, Lined> asks = new LinkedHashMap<>();
    asks.put("requires", entry.at("requires"));
    entries.put(key, new Fields(asks, new LinkedHashMap<>(), entry.line()));
  }

  /** {@code name@version} of {@code npm:name@version}; null where it is no alias. */
  private static @Nullable String aliased(@Nullable String version) {
    String target = version != null && version.startsWith("npm:") ? version.substring(4) : null;
    return target != null && target.indexOf('@', 1) > 0 ? target : null;
  }

  private static Source source(Fields entry, @Nullable String version, @Nullable String target) {
    String resolved = entry.text("resolved");
    if (resolved != null || version == null || target != null) {
      return Source.of(resolved);
    }
    boolean elsewhere = version.indexOf(':') >= 0 || version.indexOf('/') >= 0;
    return Source.of(elsewhere ? version : null);
  }

  private static @Nullable String plain(@Nullable String version) {
    boolean elsewhere = version != null && (version.indexOf(':') >= 0 || version.indexOf('/') >= 0);
    return elsewhere ? null : version;
  }
}
