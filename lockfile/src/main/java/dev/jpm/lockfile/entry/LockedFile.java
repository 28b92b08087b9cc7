package dev.jpm.lockfile.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lockfile, entry by entry.
 *
 * @param packages by key, in the file's order
 * @param importers what the file says that the project and its workspaces ask for, by folder; null
 *     where the format does not tell
 * @param repeated keys that stand more than once, with the line of the last
 * @param bundlers keys of entries whose tarballs bring others along, as far as the format tells
 * @param oldSection what npm 6 reads in the place of {@code packages}, where the format has both
 */
public record LockedFile(
    LockFormat format,
    SequencedMap<String, LockedPackage> packages,
    List<Requirement> requirements,
    @Nullable SequencedMap<String, Importer> importers,
    SequencedMap<String, Integer> repeated,
    Set<String> bundlers,
    SequencedMap<String, LockedPackage> oldSection) {

  /** A lockfile of a format that tells nothing of bundles. */
  LockedFile(
      LockFormat format,
      SequencedMap<String, LockedPackage> packages,
      List<Requirement> requirements,
      @Nullable SequencedMap<String, Importer> importers,
      SequencedMap<String, Integer> repeated) {
    this(format, packages, requirements, importers, repeated, Set.of(), new LinkedHashMap<>());
  }

  /** The same with other requirements. */
  public LockedFile asking(List<Requirement> other) {
    return new LockedFile(format, packages, other, importers, repeated, bundlers, oldSection);
  }

  /** A lockfile in which nothing stands. */
  public static LockedFile empty(LockFormat format) {
    return new LockedFile(
        format, new LinkedHashMap<>(), List.of(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /**
   * The project or a workspace as the lockfile knows it.
   *
   * @param specs by name
   */
  public record Importer(SequencedMap<String, Wish> specs, int line) {
    public Importer {
      specs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(specs));
    }
  }

  /** What an importer asks for under a name. */
  public record Wish(String spec, int line) {}

  public LockedFile {
    packages = Collections.unmodifiableSequencedMap(packages);
    requirements = List.copyOf(requirements);
    repeated = Collections.unmodifiableSequencedMap(repeated);
    bundlers = Set.copyOf(bundlers);
    oldSection = Collections.unmodifiableSequencedMap(oldSection);
  }
}
