package dev.jpm.runtime;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.RegistrySpec;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * An installed package as {@code allowScripts} sees it: by where it came from and who asked for it,
 * never by what its own package.json says, for that is written by whoever published it.
 *
 * @param node the package
 * @param askedAs the entries of other packages that lead here directly: name and spec
 * @param sources every spelling of the place it came from, npm's own first; empty where unknown
 */
public record PolicySubject(PackageNode node, List<Asked> askedAs, SequencedSet<String> sources) {
  public PolicySubject {
    askedAs = List.copyOf(askedAs);
  }

  /** One entry of a dependent's package.json. */
  public record Asked(String name, String spec) {
    Optional<Spec> parsed() {
      try {
        return Optional.of(Spec.parse(name, spec));
      } catch (JpmException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * What can be trusted about a registry's package.
   *
   * @param version null where nothing but the package itself tells it
   */
  public record Identity(String name, @Nullable String version) {}

  /**
   * Name and version from the tarball's URL; without one, the name alone as the dependents ask for
   * it (behind an alias, the real one).
   */
  public Optional<Identity> identity() {
    String resolved = node.resolved();
    Optional<Identity> fromUrl = resolved == null ? Optional.empty() : ofTarball(resolved);
    return fromUrl.isPresent() ? fromUrl : ofDependents();
  }

  /** Whether everybody who asks for it asks a registry. */
  public boolean isFromRegistry() {
    return !askedAs.isEmpty()
        && askedAs.stream().allMatch(asked -> asked.parsed().map(Spec::isRegistry).orElse(false));
  }

  /** npm's primary spelling of where it came from, or "". */
  String source() {
    return sources.isEmpty() ? "" : sources.getFirst();
  }

  /** For people only: the trusted name and version, else what the tree calls it. */
  public String shownName() {
    return identity().map(Identity::name).orElse(node.location().folderName());
  }

  /** For people only; null where nothing tells it. */
  public @Nullable String shownVersion() {
    String trusted = identity().map(Identity::version).orElse(null);
    return trusted == null ? node.manifest().version() : trusted;
  }

  private Optional<Identity> ofDependents() {
    for (Asked asked : askedAs) {
      Spec spec = asked.parsed().orElse(null);
      if (spec instanceof AliasSpec alias) {
        return Optional.of(new Identity(alias.target().value(), null));
      }
      if (spec instanceof RegistrySpec) {
        return Optional.of(new Identity(asked.name(), null));
      }
    }
    return Optional.empty();
  }

  /**
   * The name and version that a registry's tarball URL spells: {@code
   * …/@scope/name/-/name-1.2.3.tgz}.
   */
  private static Optional<Identity> ofTarball(String url) {
    String path = url.replaceFirst("[?#].*$", "");
    int afterHost =
        path.startsWith("http:/") || path.startsWith("https:/") ? path.indexOf('/', 8) : -1;
    int dash = path.lastIndexOf("/-/");
    if (afterHost < 0 || dash <= afterHost || !url.endsWith(".tgz")) {
      return Optional.empty();
    }
    String file = path.substring(dash + 3);
    String[] before = path.substring(afterHost + 1, dash).replaceAll("(?i)%2f", "/").split("/", -1);
    String name = before[before.length - 1];
    if (file.indexOf('/') >= 0 || !file.startsWith(name + "-")) {
      return Optional.empty();
    }
    String scope = before.length > 1 ? before[before.length - 2] : "";
    String full = scope.startsWith("@") ? scope + "/" + name : name;
    String version = file.substring(name.length() + 1, file.length() - ".tgz".length());
    return Version.tryParse(version).map(found -> new Identity(full, found.toString()));
  }
}
