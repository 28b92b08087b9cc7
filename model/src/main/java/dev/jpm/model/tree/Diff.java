package dev.jpm.model.tree;

import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What must happen on disk to turn one tree into another. Pure and immutable. Only places inside
 * node_modules folders of the project count: roots, workspaces and link targets are somebody's
 * sources, and what lies outside the project is never touched.
 */
public final class Diff {
  private final List<Change> changes;
  private final List<Node> kept;
  private final List<PackageNode> bundled;
  private final Tree result;
  private final Counts counts;

  Diff(
      List<Change> changes,
      List<Node> kept,
      List<PackageNode> bundled,
      Tree result,
      Counts counts) {
    this.changes = List.copyOf(changes);
    this.kept = List.copyOf(kept);
    this.bundled = List.copyOf(bundled);
    this.result = result;
    this.counts = counts;
  }

  /**
   * Compares what is on disk with what should be there. A node is unchanged as npm judges it: same
   * version, its bins in place, and either neither side knows an integrity and both name the same
   * source (or none), or both know one and they agree.
   */
  public static Diff between(Tree actual, Tree ideal, Options options) {
    return new DiffCalculation(actual, ideal, options).run();
  }

  /** What differs, by location; a folder comes before what lies inside it. */
  public List<Change> changes() {
    return changes;
  }

  /** The nodes that stay as they are, by location. */
  public List<Node> kept() {
    return kept;
  }

  /** Packages that come inside the tarball of an added or replaced package, by location. */
  public List<PackageNode> bundled() {
    return bundled;
  }

  /**
   * The tree that is on disk once all changes are made: the ideal one without what is left out, and
   * outside the scope what was there before.
   */
  public Tree result() {
    return result;
  }

  /** The numbers of npm's summary. */
  public Counts counts() {
    return counts;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** One difference at one location. */
  public sealed interface Change {
    Location location();

    /** Nothing is there yet. */
    record Add(Node ideal) implements Change {
      @Override
      public Location location() {
        return ideal.location();
      }
    }

    /** Something else is there; what is kept inside it is moved over. */
    record Replace(Node actual, Node ideal) implements Change {
      @Override
      public Location location() {
        return ideal.location();
      }
    }

    /** What is there goes away. */
    record Remove(Node actual) implements Change {
      @Override
      public Location location() {
        return actual.location();
      }
    }
  }

  /** How many packages and links npm would say were added, removed and changed. */
  public record Counts(int added, int removed, int changed) {}

  /** A kind of dependency that the user does not want on disk ({@code --omit}). */
  public enum Omit {
    DEV,
    OPTIONAL,
    PEER
  }

  /**
   * What to compare and how.
   *
   * @param omit kinds of nodes that stay in the lockfile but are not put on disk
   * @param binsInPlace whether the bin links of this ideal node exist; a node whose links are gone
   *     counts as changed, as in npm
   * @param scope locations that may change, everything else is left as it is; null for all
   */
  public record Options(
      Set<Omit> omit, Predicate<Node> binsInPlace, @Nullable Predicate<Location> scope) {
    /** Everything in scope, nothing omitted, bins taken as present. */
    public static final Options DEFAULT = new Options(Set.of(), node -> true, null);

    public Options {
      omit = Set.copyOf(omit);
    }

    /** Whether the install is about what is at {@code location}. */
    public boolean isInScope(Location location) {
      return scope == null || scope.test(location);
    }

    public Options withOmit(Set<Omit> kinds) {
      return new Options(kinds, binsInPlace, scope);
    }

    public Options withBinsInPlace(Predicate<Node> test) {
      return new Options(omit, test, scope);
    }

    public Options withScope(Predicate<Location> test) {
      return new Options(omit, binsInPlace, test);
    }
  }

  /** Whether both nodes are the same kind of thing from the same source, bins aside. */
  static boolean isSame(Node actual, Node ideal) {
    return switch (ideal) {
      case LinkNode link -> actual instanceof LinkNode was && was.target().equals(link.target());
      case PackageNode wanted -> actual instanceof PackageNode was && SameBits.of(was, wanted);
    };
  }
}
