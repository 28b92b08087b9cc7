package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.Lined.Items;
import dev.jpm.lockfile.foreign.ForeignLockfile;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.Map;

/** Reads any lockfile that jpm knows. */
public final class Lockfiles {
  /** The names that lockfiles have, in the order that they are looked for. */
  public static final List<String> NAMES =
      List.of(
          "npm-shrinkwrap.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock");

  private static final int NEWEST_NPM = 4;
  private static final int NEWEST_PNPM = 9;
  private static final int OLDEST_PNPM = 6;

  private Lockfiles() {}

  /**
   * The lockfile in {@code text}. The file's name tells whose it is, as it does for the tools that
   * install from it; under a name that no tool has, the text itself does.
   *
   * @param file as people name it
   * @param manifests the project's package.json files by folder ({@code ""} for the project), for
   *     formats that do not say what it asks for
   * @throws JpmException EBADLOCKFILE, with the line, where it cannot be read; ELOCKFILEVERSION
   *     where it is of a version that nobody here knows
   */
  public static LockedFile read(String text, String file, Map<String, Manifest> manifests) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    if (file.endsWith("bun.lock")) {
      return bun(LinedJson.read(plain, file), file);
    }
    if (file.endsWith("pnpm-lock.yaml")) {
      return pnpm(LinedYaml.read(plain, file), file);
    }
    if (file.endsWith("yarn.lock")) {
      return yarn(plain, file, manifests);
    }
    if (file.endsWith("package-lock.json") || file.endsWith("npm-shrinkwrap.json")) {
      return npm(LinedJson.read(plain, file), file, manifests);
    }
    return byText(plain, file, manifests);
  }

  private static LockedFile byText(String plain, String file, Map<String, Manifest> manifests) {
    if (plain.stripLeading().startsWith("{")) {
      Fields lock = LinedJson.read(plain, file);
      return isBun(lock) ? bun(lock, file) : npm(lock, file, manifests);
    }
    return plain.contains("lockfileVersion:")
        ? pnpm(LinedYaml.read(plain, file), file)
        : yarn(plain, file, manifests);
  }

  /** npm's have the project among the packages, and mappings there. */
  private static boolean isBun(Fields lock) {
    return lock.fields().containsKey("workspaces")
        && lock.at("packages").fields().values().stream().noneMatch(Fields.class::isInstance);
  }

  private static LockedFile yarn(String plain, String file, Map<String, Manifest> manifests) {
    return ForeignLockfile.isYarnClassic("\n" + plain)
        ? YarnClassicEntries.read(plain, file, manifests)
        : YarnBerryEntries.read(LinedYaml.read(plain, file));
  }

  private static LockedFile bun(Fields lock, String file) {
    refuseOthers(lock, "packages", Items.class, file);
    return BunEntries.read(lock);
  }

  private static LockedFile npm(Fields lock, String file, Map<String, Manifest> manifests) {
    refuseOthers(lock, "packages", Fields.class, file);
    refuseOthers(lock, "dependencies", Fields.class, file);
    int version = number(lock, 1);
    if (version > NEWEST_NPM) {
      throw unknown(file, lock);
    }
    return lock.fields().containsKey("packages")
        ? NpmEntries.read(lock)
        : OldNpmEntries.read(lock, manifests);
  }

  private static LockedFile pnpm(Fields lock, String file) {
    int version = number(lock, 0);
    if (version < OLDEST_PNPM || version > NEWEST_PNPM) {
      throw unknown(file, lock);
    }
    refuseOthers(lock, "packages", Fields.class, file);
    return PnpmEntries.read(lock);
  }

  /** What is of another kind would be seen by nobody here, and perhaps by the tool. */
  private static void refuseOthers(
      Fields lock, String section, Class<? extends Lined> kind, String file) {
    Lined found = lock.fields().get(section);
    if (found != null && !(found instanceof Fields)) {
      throw LinedJson.bad(file, found.line(), section + " is no mapping");
    }
    lock.at(section)
        .fields()
        .forEach((key, value) -> {
          if (!kind.isInstance(value)) {
            throw LinedJson.bad(file, value.line(), "the entry " + key + " is of another kind");
          }
        });
  }

  /** The whole part of its version. */
  private static int number(Fields lock, int otherwise) {
    String version = lock.text("lockfileVersion");
    return version != null && version.matches("\\d{1,9}(\\.\\d+)?")
        ? (int) Double.parseDouble(version)
        : otherwise;
  }

  private static JpmException unknown(String file, Fields lock) {
    return JpmException.of(
        ErrorCode.ELOCKFILEVERSION,
        "%s, line %d: nobody here knows lockfileVersion %s"
            .formatted(file, lock.lineOf("lockfileVersion"), lock.text("lockfileVersion")));
  }
}
