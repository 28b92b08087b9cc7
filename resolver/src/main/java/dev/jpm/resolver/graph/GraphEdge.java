package dev.jpm.resolver.graph;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.tree.EdgeType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One dependency of one node: what it asks for, which node it finds when it climbs up the tree, and
 * whether that will do. Finding follows every change of the tree; judging waits until asked.
 */
public final class GraphEdge {
  /** What is wrong with where an edge leads. */
  public enum Problem {
    /** Nothing of that name is to be found. */
    MISSING,
    /** What is found is not what was asked for. */
    INVALID,
    /** A peer that lies inside its depender, where others cannot share it. */
    PEER_LOCAL
  }

  private final Declared declared;
  private final Specs specs;
  private @Nullable GraphNode from;
  private @Nullable GraphNode to;
  private @Nullable OverrideSet overrides;
  private boolean judged;
  private @Nullable Problem problem;
  private boolean peerConflicted;
  private @Nullable String specInForce;

  /** An edge of {@code from}, in place of the one of that name it may have had, resolved. */
  GraphEdge(GraphNode from, Declared declared, Specs specs) {
    this.from = from;
    this.declared = declared;
    this.specs = specs;
    OverrideSet above = from.overrides();
    if (above != null) {
      this.overrides = above.edgeRule(declared.name(), rawWanted());
      this.specInForce = null;
    }
  }

  public String name() {
    return declared.name();
  }

  String key() {
    return declared.key();
  }

  public EdgeType type() {
    return declared.type();
  }

  public boolean isPeer() {
    return declared.type().isPeer();
  }

  public boolean isOptional() {
    return declared.type().isOptional();
  }

  public boolean isDev() {
    return declared.type() == EdgeType.DEV;
  }

  /** As the manifest gives it. */
  public String rawSpec() {
    return declared.spec();
  }

  @Nullable String accept() {
    return declared.accept();
  }

  /** The depender; null once the edge was taken off it. */
  public @Nullable GraphNode from() {
    return from;
  }

  /** The depender of an edge that is known to have one. */
  public GraphNode depender() {
    return Objects.requireNonNull(from, "a detached edge has no depender");
  }

  public @Nullable GraphNode to() {
    return to;
  }

  public @Nullable OverrideSet overrides() {
    return overrides;
  }

  /** Whether the user was already told that this peer cannot be had as asked for. */
  public boolean isPeerConflicted() {
    return peerConflicted;
  }

  public void markPeerConflicted() {
    peerConflicted = true;
  }

  /** Whether the depender brings the dependency along in its own tarball. */
  public boolean isBundled() {
    GraphNode depender = from;
    return depender != null && depender.info().bundled().contains(name());
  }

  /** Whether a rule of overrides changed what is asked for. */
  public boolean isOverridden() {
    return !spec().equals(rawSpec());
  }

  /**
   * What is asked for, overrides applied.
   *
   * @throws JpmException EOVERRIDE where a rule refers to a dependency that the root does not have
   */
  public String spec() {
    String known = specInForce;
    if (known == null) {
      OverrideSet rule = ownRule();
      String value = rule == null ? null : rule.value();
      if (value != null && value.startsWith("$")) {
        // What it refers to changes with the tree that the depender stands in.
        return referredSpec(value);
      }
      known = value == null || value.equals("*") ? rawSpec() : value;
      specInForce = known;
    }
    return known;
  }

  /**
   * What rules are chosen by: the spec as the manifest gives it. An empty one is as if it were not
   * there, so that for it npm takes the spec that the rule found last has put in its place.
   */
  @Nullable Spec rawWanted() {
    return specs.parsed(name(), rawSpec().isEmpty() ? specIfKnown() : rawSpec());
  }

  private String specIfKnown() {
    try {
      return spec();
    } catch (JpmException _) {
      // A folder that is not in the project's tree yet cannot refer to its root.
      return rawSpec();
    }
  }

  /** The rule that is about just this dependency, if there is one. */
  @Nullable OverrideSet ownRule() {
    OverrideSet rule = overrides;
    return rule != null && name().equals(rule.name()) ? rule : null;
  }

  /**
   * Looked up in the root of the tree that the depender stands in, which is a workspace where that
   * one's dependencies are tried out, then in the depender itself. Where npm then gives up, the
   * project's root has the last word.
   */
  private String referredSpec(String value) {
    GraphNode depender = depender();
    GraphNode source = depender.source();
    GraphNode treeRoot = (source == null ? depender : source).graph().root();
    String name = value.substring(1);
    for (GraphNode place : new GraphNode[] {treeRoot, depender, depender.projectRoot()}) {
      String found = referred(place.info().manifest(), name);
      if (found != null) {
        return found;
      }
    }
    throw JpmException.of(ErrorCode.EOVERRIDE, "Unable to resolve reference " + value)
        .withHint(
            "overrides of package.json refers to "
                + value
                + ", and the project has no dependency of that name: add it, or write the version"
                + " itself");
  }

  private static @Nullable String referred(Manifest manifest, String name) {
    for (String section :
        new String[] {
          "devDependencies", "optionalDependencies", "dependencies", "peerDependencies"
        }) {
      String spec = manifest.texts(section).get(name);
      if (spec != null && !spec.isEmpty()) {
        return spec;
      }
    }
    return null;
  }

  /** Whether {@code node} in the place of what is found would do. */
  public boolean satisfiedBy(GraphNode node) {
    GraphNode depender = from;
    if (depender == null || !node.name().equals(name())) {
      return false;
    }
    OverrideSet rule = overrides;
    String keySpec = rule == null ? null : rule.keySpec();
    if (keySpec == null) {
      return specs.accepts(node, spec(), this);
    }
    if (Shipped.isShrinkwrapped(node) || Shipped.inBundle(node)) {
      return specs.accepts(node, rawSpec(), this);
    }
    if (specs.accepts(node, spec(), this)) {
      return true;
    }
    return specs.accepts(node, rawSpec(), this) && !specs.accepts(node, keySpec, this);
  }

  public boolean isValid() {
    return problem() == null;
  }

  /** What is wrong, or null: an optional dependency may be missing. */
  public @Nullable Problem problem() {
    if (!judged) {
      problem = judge();
      judged = true;
    }
    return problem;
  }

  private @Nullable Problem judge() {
    GraphNode depender = from;
    GraphNode found = to;
    if (found == null) {
      return isOptional() ? null : Problem.MISSING;
    }
    if (isPeer() && depender != null && depender == found.parent() && !depender.isTop()) {
      return Problem.PEER_LOCAL;
    }
    if (!satisfiedBy(found)) {
      return Problem.INVALID;
    }
    OverrideSet mine = overrides;
    OverrideSet theirs = found.overrides();
    boolean contradict =
        mine != null
            && theirs != null
            && found.hasDependencies()
            && OverrideSet.conflict(mine, theirs);
    return contradict ? Problem.INVALID : null;
  }

  /**
   * Climbs the tree again and takes up the rules in force for the depender.
   *
   * @param hard whether to judge anew even if the same node is found
   */
  void reload(boolean hard) {
    GraphNode depender = from;
    if (depender == null) {
      return;
    }
    OverrideSet before = overrides;
    boolean newRules = takeUpRules(depender);
    GraphNode found = depender.resolve(key());
    GraphNode old = to;
    if (found != old) {
      if (old != null) {
        old.removeEdgeIn(this);
      }
      to = found;
      judged = false;
      if (found != null) {
        found.addEdgeIn(this);
      }
    } else if (hard) {
      judged = false;
    } else if (newRules && old != null) {
      old.overridesRemoved(before);
      old.overridesAdded(overrides);
    }
  }

  private boolean takeUpRules(GraphNode depender) {
    OverrideSet above = depender.overrides();
    if (above == null) {
      if (overrides != null) {
        overrides = null;
        specInForce = null;
      }
      return false;
    }
    OverrideSet rule = above.edgeRule(name(), rawWanted());
    if (rule.isEqual(overrides)) {
      return false;
    }
    overrides = rule;
    specInForce = null;
    return true;
  }

  /** Takes the edge off its depender and its target. */
  void detach() {
    GraphNode target = to;
    if (target != null) {
      target.removeEdgeIn(this);
    }
    to = null;
    from = null;
    judged = true;
    problem = Problem.MISSING;
  }

  @Override
  public String toString() {
    return from + " -> " + name() + "@" + rawSpec() + " (" + type() + ")";
  }
}
