package dev.jpm.resolver.graph;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.model.spec.Spec.GitSpec;
import dev.jpm.model.spec.Spec.RangeSpec;
import dev.jpm.model.spec.Spec.RemoteSpec;
import dev.jpm.model.spec.Spec.TagSpec;
import dev.jpm.model.spec.Spec.VersionSpec;
import dev.jpm.model.tree.Paths;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads specs, each text once, and tells whether a node is what a spec asks for: npm's rules for a
 * valid dependency.
 */
public final class Specs {
  private record Text(String name, String raw) {}

  /** What reading a spec came to: a spec, or what is wrong with it. */
  private record Reading(@Nullable Spec spec, @Nullable JpmException error) {}

  private final Map<Text, Reading> readings = new HashMap<>();
  private final String projectPath;
  private final boolean installLinks;
  private final boolean global;
  private Map<String, Manifest> lockEntries = Map.of();

  /**
   * Makes a reader for one project.
   *
   * @param installLinks whether folders are copied and not linked
   * @param global whether the root is the global folder
   */
  public Specs(String projectPath, boolean installLinks, boolean global) {
    this.projectPath = projectPath;
    this.installLinks = installLinks;
    this.global = global;
  }

  boolean global() {
    return global;
  }

  /** Sets what the lockfile kept of each package.json, by path. */
  public void lockEntries(Map<String, Manifest> entries) {
    this.lockEntries = entries;
  }

  /** The spec {@code raw} of dependency {@code name}; null where it cannot be read. */
  public @Nullable Spec parsed(String name, String raw) {
    return read(name, raw).spec();
  }

  /**
   * As {@link #parsed}.
   *
   * @throws JpmException where it cannot be read
   */
  public Spec required(String name, String raw) {
    Reading reading = read(name, raw);
    if (reading.spec() != null) {
      return reading.spec();
    }
    throw Objects.requireNonNull(reading.error());
  }

  private Reading read(String name, String raw) {
    Text text = new Text(name, raw);
    Reading known = readings.get(text);
    if (known == null) {
      try {
        known = new Reading(Spec.parse(name, raw.isEmpty() ? "*" : raw), null);
      } catch (JpmException unreadable) {
        known = new Reading(null, unreadable);
      }
      readings.put(text, known);
    }
    return known;
  }

  /** The path from the project root that a path in the spec of {@code edge} means. */
  public String place(GraphEdge edge, String path) {
    return Paths.resolve(base(edge), path, projectPath);
  }

  /**
   * Paths in specs are meant from where the package came from, not from where it is put: from the
   * folder that was copied, or the one that the tarball lies in.
   */
  private static String base(GraphEdge edge) {
    GraphNode depender = edge.depender();
    OverrideSet rule = edge.ownRule();
    if (rule != null && rule.value() != null) {
      return depender.projectRoot().path();
    }
    String resolved = depender.resolved();
    if (resolved == null || !resolved.startsWith("file:") || depender.isLink()) {
      return depender.path();
    }
    String origin = resolved.substring("file:".length());
    return argument(resolved) instanceof DirectorySpec ? origin : Paths.parent(origin);
  }

  /** Whether {@code node} is what {@code spec}, or what the edge accepts instead, asks for. */
  boolean accepts(GraphNode node, String spec, GraphEdge edge) {
    if (isValid(node, parsed(node.name(), spec), edge)) {
      return true;
    }
    String accept = edge.accept();
    return accept != null && isValid(node, parsed(node.name(), accept), edge);
  }

  private boolean isValid(GraphNode node, @Nullable Spec spec, GraphEdge edge) {
    return switch (spec) {
      case RangeSpec range -> inRange(node, range);
      case VersionSpec exact -> {
        Version version = node.version();
        yield version != null && version.compareTo(exact.version()) == 0;
      }
      case AliasSpec alias -> isValid(node, alias.subSpec(), edge);
      case TagSpec _ -> node.resolved() != null && isUrl(node.resolved());
      case DirectorySpec folder -> isLinkTo(node, folder, edge);
      case FileSpec file ->
          !node.isLink() && ("file:" + place(edge, file.path())).equals(node.resolved());
      case RemoteSpec remote -> remote.url().equals(node.resolved());
      case GitSpec git -> isCheckout(node, git, edge);
      case null -> false;
    };
  }

  private static boolean inRange(GraphNode node, RangeSpec spec) {
    if (spec.raw().strip().equals("*")) {
      return true;
    }
    Version version = node.version();
    return version != null && spec.range().accepts(version);
  }

  private static boolean isUrl(String resolved) {
    return resolved.startsWith("https://") || resolved.startsWith("http://");
  }

  private boolean isLinkTo(GraphNode node, DirectorySpec folder, GraphEdge edge) {
    if (installLinks && !node.isWorkspace()) {
      return !node.isLink();
    }
    GraphNode target = node.isLink() ? node.target() : null;
    return target != null && target.path().equals(place(edge, folder.path()));
  }

  private boolean isCheckout(GraphNode node, GitSpec wanted, GraphEdge edge) {
    String resolved = node.resolved();
    if (resolved == null || !isSameRepository(resolved, wanted)) {
      return false;
    }
    if (wanted.range() != null) {
      Version version = node.version();
      return version != null
          && parsed(node.name(), wanted.range()) instanceof RangeSpec range
          && range.range().accepts(version);
    }
    if (isCommit(wanted.committish())) {
      return true;
    }
    String locked = lockedCommittish(node, edge);
    return locked == null || locked.equals(orEmpty(wanted.committish()));
  }

  private static boolean isSameRepository(String resolved, GitSpec wanted) {
    if (!(argument(resolved) instanceof GitSpec got)) {
      return false;
    }
    HostedRepository gotAt = got.hosted();
    HostedRepository wantedAt = wanted.hosted();
    if (gotAt == null) {
      return Objects.equals(got.url(), wanted.url());
    }
    return wantedAt != null
        && wantedAt.sshUrl().equals(gotAt.sshUrl())
        && (!isCommit(wanted.committish())
            || Objects.equals(wanted.committish(), got.committish()));
  }

  /** A branch or tag cannot be held against a commit: it is the same if the lockfile's spec was. */
  private @Nullable String lockedCommittish(GraphNode node, GraphEdge edge) {
    Manifest entry = lockEntries.get(edge.depender().path());
    if (entry == null) {
      return null;
    }
    for (String section :
        new String[] {
          "dependencies", "optionalDependencies", "devDependencies", "peerDependencies"
        }) {
      String spec = entry.texts(section).get(node.name());
      if (spec != null) {
        return parsed(node.name(), spec) instanceof GitSpec git ? orEmpty(git.committish()) : null;
      }
    }
    return null;
  }

  private static @Nullable Spec argument(String resolved) {
    try {
      return Spec.parseArgument(resolved);
    } catch (JpmException unreadable) {
      return null;
    }
  }

  private static boolean isCommit(@Nullable String committish) {
    return committish != null
        && committish.length() >= 40
        && committish.length() <= 64
        && committish.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
