package dev.jpm.install;

import dev.jpm.lockfile.foreign.Choice;
import dev.jpm.lockfile.foreign.ForeignLock;
import dev.jpm.lockfile.foreign.ForeignLockfile;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.resolver.VersionPreferences;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The choices of another tool's lockfile, in the terms of the resolver. */
final class ForeignVersions implements VersionPreferences {
  private final ForeignLock lock;
  private final boolean loose;

  private ForeignVersions(ForeignLock lock, boolean loose) {
    this.lock = lock;
    this.loose = loose;
  }

  /**
   * For {@code import}: where the lockfile has nothing for exactly this dependency, the newest
   * version in it that fits.
   */
  static VersionPreferences imported(ForeignLock lock) {
    return new ForeignVersions(lock, true);
  }

  /**
   * As npm reads a yarn.lock of Yarn 1 where there is no lockfile of its own; one that cannot be
   * read says nothing.
   */
  static VersionPreferences besideProject(Path folder) {
    String text = ProjectFiles.readIfThere(folder.resolve(ForeignLockfile.YARN.fileName()));
    if (text == null || !ForeignLockfile.isYarnClassic(text)) {
      return NONE;
    }
    try {
      return new ForeignVersions(ForeignLockfile.YARN.read(text, "yarn.lock"), false);
    } catch (JpmException unreadable) {
      return NONE;
    }
  }

  @Override
  public @Nullable Preferred of(String depender, String name, String spec) {
    Optional<Choice> choice =
        lock.choice(depender, name, spec).filter(found -> !loose || fits(found, spec));
    if (choice.isEmpty() && loose) {
      choice = nearest(name, spec);
    }
    return choice.map(it -> new Preferred(it.specFor(name), it.integrity())).orElse(null);
  }

  /** A version that the spec does not accept, an override say, would only be thrown out again. */
  private static boolean fits(Choice choice, String spec) {
    Optional<Range> range = rangeIn(spec);
    if (choice.source() != null) {
      return range.isEmpty();
    }
    return range.isEmpty() || range.get().accepts(choice.version());
  }

  private Optional<Choice> nearest(String name, String spec) {
    String real = spec.startsWith("npm:") ? nameIn(spec) : name;
    return rangeIn(spec).flatMap(range -> lock.newest(real, range));
  }

  /** The range in {@code ^1.0.0} and {@code npm:name@^1.0.0}; empty for tags and sources. */
  private static Optional<Range> rangeIn(String spec) {
    if (!spec.startsWith("npm:")) {
      return Range.tryParseLoose(spec);
    }
    int at = spec.indexOf('@', "npm:".length() + 1);
    return Range.tryParseLoose(at < 0 ? "*" : spec.substring(at + 1));
  }

  private static String nameIn(String alias) {
    int at = alias.indexOf('@', "npm:".length() + 1);
    return alias.substring("npm:".length(), at < 0 ? alias.length() : at);
  }
}
