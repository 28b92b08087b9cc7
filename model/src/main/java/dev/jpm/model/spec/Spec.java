package dev.jpm.model.spec;

import dev.jpm.model.PackageName;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, as npm understands it: the text of a dependency entry or of an argument on
 * the command line, and what kind of thing it names. The decision needs no disk and no network.
 */
public sealed interface Spec {
  /** The name asked for; null where an argument gives only a place, as {@code ./folder} does. */
  @Nullable PackageName name();

  /** The part after the name, byte for byte; {@code *} for an argument that is only a name. */
  String raw();

  /** What npm writes to package.json for it; null where that depends on the version found. */
  default @Nullable String saveSpec() {
    return null;
  }

  /** Whether a registry answers it; true for aliases too. */
  default boolean isRegistry() {
    return this instanceof RegistrySpec || this instanceof AliasSpec;
  }

  /**
   * The spec of a dependency entry: {@code raw} is the value under the key {@code name}.
   *
   * @throws dev.jpm.model.error.JpmException EINVALIDPACKAGENAME, EINVALIDTAGNAME,
   *     EUNSUPPORTEDPROTOCOL as npm throws them; EUSAGE for aliases of aliases and contradictory
   *     git selectors
   */
  static Spec parse(String name, String raw) {
    return new SpecParser(name, raw, name + "@" + raw).parse();
  }

  /**
   * The spec of an argument: {@code name}, {@code name@range}, {@code user/repo}, {@code ./folder},
   * a URL, …
   *
   * @throws dev.jpm.model.error.JpmException as {@link #parse}
   */
  static Spec parseArgument(String argument) {
    return SpecParser.ofArgument(argument).parse();
  }

  /** A version, range or tag of a registry's package. */
  sealed interface RegistrySpec extends Spec {}

  /** Exactly one version. */
  record VersionSpec(@Nullable PackageName name, String raw, Version version)
      implements RegistrySpec {}

  /** Any version of a range; read loosely. */
  record RangeSpec(@Nullable PackageName name, String raw, Range range) implements RegistrySpec {}

  /** Whatever a dist-tag stands at. */
  record TagSpec(@Nullable PackageName name, String raw, String tag) implements RegistrySpec {}

  /** Another package under this name: {@code npm:other@range}. */
  record AliasSpec(@Nullable PackageName name, String raw, PackageName target, RegistrySpec subSpec)
      implements Spec {}

  /**
   * A git repository.
   *
   * @param hosted where a known host serves it
   * @param url to clone from, without {@code git+} and committish; null for a host's shortcut, for
   *     which the host's URLs are tried
   * @param committish branch, tag or commit; null for the default branch
   * @param range that a tag must meet ({@code #semver:})
   * @param subdirectory of the package in the repository, with a leading slash ({@code #path:})
   */
  record GitSpec(
      @Nullable PackageName name,
      String raw,
      String saveSpec,
      @Nullable HostedRepository hosted,
      @Nullable String url,
      @Nullable String committish,
      @Nullable String range,
      @Nullable String subdirectory)
      implements Spec {}

  /** A tarball at an http or https URL. */
  record RemoteSpec(@Nullable PackageName name, String raw, String url) implements Spec {
    @Override
    public String saveSpec() {
      return url;
    }
  }

  /** A tarball on this machine; {@code path} as for {@link DirectorySpec}. */
  record FileSpec(@Nullable PackageName name, String raw, String path) implements Spec {
    @Override
    public String saveSpec() {
      return FilePath.saveSpec(path);
    }
  }

  /**
   * A folder on this machine.
   *
   * @param path with forward slashes and without {@code .} segments: absolute, or relative to
   *     whoever asked ({@code .} for the asker itself), or starting with {@code ~} for the home
   *     folder
   */
  record DirectorySpec(@Nullable PackageName name, String raw, String path) implements Spec {
    @Override
    public String saveSpec() {
      return FilePath.saveSpec(path);
    }
  }
}
