package dev.jpm.lockfile.entry;

import dev.jpm.model.tree.DepFlag;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a lockfile.
 *
 * @param key that the lockfile has it under
 * @param name the package's own
 * @param asked the name that dependers know it by: another one for an alias
 * @param version null where the lockfile does not tell
 * @param integrity as written; null where there is none
 * @param flags as the lockfile claims
 * @param bundled whether it comes inside another package's tarball
 * @param installScript whether the lockfile says that it runs scripts when installed
 * @param licence as the lockfile gives it; null where it does not
 */
public record LockedPackage(
    String key,
    String name,
    String asked,
    @Nullable String version,
    Source source,
    @Nullable String integrity,
    Set<DepFlag> flags,
    boolean bundled,
    boolean installScript,
    @Nullable String licence,
    Lines lines) {

  /** Where what stands; the entry's own line for what is missing. */
  public record Lines(int entry, int version, int source, int integrity) {
    static Lines all(int line) {
      return new Lines(line, line, line, line);
    }
  }

  public LockedPackage {
    flags = Set.copyOf(flags);
  }

  public boolean isAlias() {
    return !name.equals(asked);
  }

  /** Whether the project itself holds its files. */
  public boolean isLocal() {
    return source instanceof Source.Workspace || source instanceof Source.Folder;
  }

  /** The entry's URL of a tarball; null where it has none. */
  public @Nullable String url() {
    return source instanceof Source.Tarball(String url) ? url : null;
  }

  /** Name and version, for people. */
  public String id() {
    return version == null ? name : name + "@" + version;
  }
}
