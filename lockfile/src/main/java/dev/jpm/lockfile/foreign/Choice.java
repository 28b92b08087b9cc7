package dev.jpm.lockfile.foreign;

import dev.jpm.model.Integrity;
import org.jspecify.annotations.Nullable;

/**
 * What another tool's lockfile gave to a dependency.
 *
 * @param name of the package, which an alias calls otherwise
 * @param version of the package
 * @param source where it is from if not from a registry, as a spec that npm reads; else null
 * @param integrity of its tarball, where the lockfile knows that
 */
public record Choice(
    String name, String version, @Nullable String source, @Nullable Integrity integrity) {

  static Choice ofRegistry(String name, String version, @Nullable Integrity integrity) {
    return new Choice(name, version, null, integrity);
  }

  static Choice ofSource(String name, String version, String source) {
    return new Choice(name, version, source, null);
  }

  /** The spec that means exactly this for a dependency called {@code dependency}. */
  public String specFor(String dependency) {
    if (source != null) {
      return source;
    }
    return name.equals(dependency) ? version : "npm:" + name + "@" + version;
  }
}
