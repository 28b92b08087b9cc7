package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.Lined.Fields;
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
   * The lockfile in {@code text}; the format is told by the text itself.
   *
   * @param file for messages
   * @param manifests the project's package.json files by folder ({@code ""} for the project), for
   *     formats that do not say what it asks for
   * @throws JpmException EBADLOCKFILE, with the line, where it cannot be read; ELOCKFILEVERSION
   *     where it is of a version that nobody here knows
   */
  public static LockedFile read(String text, String file, Map<String, Manifest> manifests) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    if (plain.stripLeading().startsWith("{")) {
      return json(LinedJson.read(plain, file), file, manifests);
    }
    if (plain.contains("lockfileVersion:")) {
      return pnpm(LinedYaml.read(plain, file), file);
    }
    return ForeignLockfile.isYarnClassic("\n" + plain)
        ? YarnClassicEntries.read(plain, file, manifests)
        : YarnBerryEntries.read(LinedYaml.read(plain, file));
  }

  private static LockedFile json(Fields lock, String file, Map<String, Manifest> manifests) {
    if (lock.fields().containsKey("workspaces")) {
      return BunEntries.read(lock);
    }
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
    return PnpmEntries.read(lock);
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
