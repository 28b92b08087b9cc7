package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedFile.Importer;
import dev.jpm.lockfile.entry.LockedFile.Wish;
import dev.jpm.model.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** The lockfile knows what package.json asks for. */
final class DriftRule implements LockRule {
  private static final Rule RULE =
      new Rule(
          "drift",
          Severity.HIGH,
          "package.json asks for something else",
          "Let the tool that wrote the lockfile write it anew");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public void check(LockView lock, Consumer<Finding> out) {
    SequencedMap<String, Importer> importers = lock.file().importers();
    if (importers == null) {
      return;
    }
    others(lock, importers, out);
    lock.manifests()
        .forEach((folder, manifest) -> {
          Importer importer =
              importers.getOrDefault(folder, folder.isEmpty() ? importers.get(".") : null);
          if (importer == null) {
            out.accept(finding(folder, "", 1, "The lockfile does not know the folder " + folder));
          } else {
            compare(folder, wishes(manifest), importer, lock, out);
          }
        });
  }

  /** What no package.json of the project stands behind. */
  private static void others(
      LockView lock, SequencedMap<String, Importer> importers, Consumer<Finding> out) {
    importers.forEach((folder, importer) -> {
      if (!lock.mayAsk(folder)) {
        String message = folder + " asks for packages, and is no folder of the project";
        out.accept(finding(folder, "", importer.line(), message));
      }
    });
  }

  private static void compare(
      String folder,
      Map<String, String> wishes,
      Importer importer,
      LockView lock,
      Consumer<Finding> out) {
    // pnpm writes what an override makes of a wish in the wish's place, or leaves it out.
    boolean replaces = lock.format() == LockFormat.PNPM;
    wishes.forEach((name, spec) -> {
      Wish known = importer.specs().get(name);
      if (replaces && lock.isOverridden(name)) {
        return;
      }
      if (known == null) {
        String message = "%s@%s of package.json is not in the lockfile".formatted(name, spec);
        out.accept(finding(folder, name, importer.line(), message));
      } else if (!plain(known.spec()).equals(plain(spec))) {
        String message =
            "package.json asks for %s@%s, the lockfile for %s".formatted(name, spec, known.spec());
        out.accept(finding(folder, name, known.line(), message));
      }
    });
    importer
        .specs()
        .forEach((name, known) -> {
          if (!wishes.containsKey(name)) {
            String message = name + " is in the lockfile, and package.json does not ask for it";
            out.accept(finding(folder, name, known.line(), message));
          }
        });
  }

  private static Map<String, String> wishes(Manifest manifest) {
    Map<String, String> wishes = new LinkedHashMap<>(manifest.dependencies());
    wishes.putAll(manifest.optionalDependencies());
    wishes.putAll(manifest.devDependencies());
    return wishes;
  }

  /** Yarn writes the protocol of registries though package.json does not. */
  private static String plain(String spec) {
    boolean range = spec.startsWith("npm:") && spec.indexOf('@', "npm:".length() + 1) < 0;
    return range ? spec.substring("npm:".length()) : spec.strip();
  }

  private static Finding finding(String folder, String name, int line, String message) {
    return new Finding(RULE, name, null, folder, Math.max(1, line), message);
  }
}
