package dev.jpm.lockfile.foreign;

import dev.jpm.model.Integrity;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * pnpm's lockfile, versions 6 to 9: for each importer and each package the version that each of its
 * dependencies got. Packages that differ only in their peers count as one.
 */
final class PnpmLock {
  private static final List<String> OF_IMPORTERS =
      List.of("dependencies", "devDependencies", "optionalDependencies");
  private static final List<String> OF_PACKAGES = List.of("dependencies", "optionalDependencies");
  private static final int OLDEST = 6;

  private final Map<String, Object> lock;
  private final Map<String, Object> packages;
  private final ForeignLock.Builder choices = new ForeignLock.Builder();

  private PnpmLock(Map<String, Object> lock) {
    this.lock = lock;
    this.packages = YamlText.map(lock.get("packages"));
  }

  static ForeignLock read(String text, String path) {
    Map<String, Object> lock = YamlText.mapping(text, path);
    String version = YamlText.text(lock, "lockfileVersion");
    if (!version.matches("\\d+(\\.\\d+)?") || Double.parseDouble(version) < OLDEST) {
      throw ForeignLockfile.bad(
              path,
              OptionalInt.empty(),
              "its lockfileVersion is \"" + version + "\", and jpm reads 6 and later")
          .withHint("Run pnpm install with pnpm 8 or later, then try again");
    }
    return new PnpmLock(lock).read();
  }

  private ForeignLock read() {
    Map<String, Object> importers = YamlText.map(lock.get("importers"));
    if (importers.isEmpty()) {
      importer("", lock);
    }
    importers.forEach(
        (folder, importer) -> importer(folder.equals(".") ? "" : folder, YamlText.map(importer)));
    Map<String, Object> snapshots = YamlText.map(lock.get("snapshots"));
    (snapshots.isEmpty() ? packages : snapshots)
        .forEach((key, value) -> dependencies(plain(key), YamlText.map(value)));
    YamlText.map(lock.get("overrides"))
        .forEach((key, value) -> choices.rule(ForeignRule.ofPnpm(key, value.toString())));
    if (lock.containsKey("patchedDependencies")) {
      choices.note("pnpm's patchedDependencies are not taken over; npm has no patches");
    }
    return choices.build();
  }

  private void importer(String folder, Map<String, Object> importer) {
    for (String section : OF_IMPORTERS) {
      YamlText.map(importer.get(section))
          .forEach((name, value) -> {
            Map<String, Object> dependency = YamlText.map(value);
            Choice choice = choice(name, YamlText.text(dependency, "version"));
            if (choice != null) {
              choices.dependency(folder, name, choice);
              choices.descriptor(name, YamlText.text(dependency, "specifier"), choice);
            }
          });
    }
  }

  private void dependencies(String depender, Map<String, Object> snapshot) {
    for (String section : OF_PACKAGES) {
      YamlText.map(snapshot.get(section))
          .forEach((name, value) -> {
            Choice choice = choice(name, value.toString());
            if (choice != null) {
              choices.dependency(depender, name, choice);
            }
          });
    }
  }

  /** What {@code reference} stands for: a version, or for an alias the key of its package. */
  private @Nullable Choice choice(String dependency, String reference) {
    String plain = plain(reference);
    if (plain.isEmpty() || plain.startsWith("link:") || plain.startsWith("file:")) {
      return null;
    }
    String key = isVersion(plain) || plain.contains("://") ? dependency + "@" + plain : plain;
    Map<String, Object> found = packageAt(key);
    NameAndRest id = NameAndRest.of(key).orElse(null);
    if (id == null) {
      return null;
    }
    Map<String, Object> resolution = YamlText.map(found.get("resolution"));
    String version = YamlText.text(found, "version");
    String repository = YamlText.text(resolution, "repo");
    if (!repository.isEmpty()) {
      String source = repository.startsWith("git") ? repository : "git+" + repository;
      return Choice.ofSource(
          id.name(), version, source + "#" + YamlText.text(resolution, "commit"));
    }
    if (!isVersion(id.rest())) {
      String url = YamlText.text(resolution, "tarball");
      return Choice.ofSource(id.name(), version, url.isEmpty() ? id.rest() : url);
    }
    Integrity integrity = Integrity.tryParse(YamlText.text(resolution, "integrity")).orElse(null);
    return Choice.ofRegistry(id.name(), id.rest(), integrity);
  }

  private Map<String, Object> packageAt(String key) {
    Object found = packages.get(key);
    return YamlText.map(found == null ? packages.get("/" + key) : found);
  }

  private static boolean isVersion(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(0)) && text.indexOf('@') < 0;
  }

  /** Without the peers in brackets and the slash that version 6 begins keys with. */
  private static String plain(String key) {
    int peers = key.indexOf('(');
    String plain = peers < 0 ? key : key.substring(0, peers);
    return plain.startsWith("/") ? plain.substring(1) : plain;
  }
}
