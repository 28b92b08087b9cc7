package dev.jpm.resolver.graph;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.model.spec.Spec.GitSpec;
import dev.jpm.model.spec.Spec.RangeSpec;
import dev.jpm.model.spec.Spec.RemoteSpec;
import dev.jpm.model.spec.Spec.TagSpec;
import dev.jpm.model.spec.Spec.VersionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A rule of package.json's {@code overrides}, or the whole of them: what holds for the package it
 * names and which rules hold below that. Every node has the set of the nearest rule above it, so a
 * set knows the rules around it too.
 */
public final class OverrideSet {
  private static final Range NONE = Range.parse("<0.0.0-0");

  private final @Nullable OverrideSet parent;
  private final @Nullable String key;
  private final @Nullable String name;
  private final @Nullable String keySpec;
  private final @Nullable String value;
  private final SequencedMap<String, OverrideSet> children = new LinkedHashMap<>();
  private @Nullable List<OverrideSet> ruleset;

  private OverrideSet(@Nullable OverrideSet parent, @Nullable String key, JsonNode rules) {
    this.parent = parent;
    this.key = key;
    if (key == null) {
      this.name = null;
      this.keySpec = null;
      this.value = null;
    } else {
      int at = key.indexOf('@', 1);
      this.name = at < 0 ? key : key.substring(0, at);
      this.keySpec = at < 0 || at == key.length() - 1 ? "*" : key.substring(at + 1);
      this.value = valueOf(rules, keySpec);
    }
    if (rules.isObject()) {
      for (Map.Entry<String, JsonNode> rule : rules.properties()) {
        if (!rule.getKey().equals(".")) {
          children.put(
              rule.getKey(), new OverrideSet(this, checked(rule.getKey()), rule.getValue()));
        }
      }
    }
  }

  /** The rules of a root manifest's {@code overrides}; null where there are none. */
  public static @Nullable OverrideSet of(@Nullable JsonNode overrides) {
    return overrides == null || !overrides.isObject() || overrides.isEmpty()
        ? null
        : new OverrideSet(null, null, overrides);
  }

  private static String checked(String key) {
    if (key.isEmpty() || key.indexOf('@', 1) == 0) {
      throw JpmException.of(ErrorCode.EOVERRIDE, "Override without name: " + key)
          .withHint("A key in overrides of package.json is a name, or name@version");
    }
    return key;
  }

  private static String valueOf(JsonNode rules, String keySpec) {
    JsonNode own = rules.isObject() ? rules.get(".") : rules;
    if (own == null || !own.isString()) {
      return keySpec;
    }
    return own.stringValue().isEmpty() ? "*" : own.stringValue();
  }

  /** The package this rule is about; null for the whole of the rules. */
  public @Nullable String name() {
    return name;
  }

  /** Which requested specs of that package it is about; null for the whole of the rules. */
  public @Nullable String keySpec() {
    return keySpec;
  }

  /** What is to be taken instead; null for the whole of the rules. */
  public @Nullable String value() {
    return value;
  }

  /** Whether both say the same in the same place. */
  public boolean isEqual(@Nullable OverrideSet other) {
    if (this == other) {
      return true;
    }
    if (other == null
        || !Objects.equals(key, other.key)
        || !Objects.equals(value, other.value)
        || !sameChildren(other)) {
      return false;
    }
    return parent == null ? other.parent == null : parent.isEqual(other.parent);
  }

  private boolean sameChildren(OverrideSet other) {
    if (children.size() != other.children.size()) {
      return false;
    }
    for (Map.Entry<String, OverrideSet> child : children.entrySet()) {
      OverrideSet same = other.children.get(child.getKey());
      if (same == null
          || !Objects.equals(child.getValue().value, same.value)
          || !child.getValue().sameChildren(same)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The rule that holds for what {@code edgeName} is wanted as: the nearest one that names it and
   * whose own spec has versions in common with the one asked for; this set where there is none.
   */
  OverrideSet edgeRule(String edgeName, @Nullable Spec requested) {
    for (OverrideSet rule : ruleset()) {
      if (edgeName.equals(rule.name) && rule.matches(requested)) {
        return rule;
      }
    }
    return this;
  }

  /** The rule that holds for a package found on disk; this set where there is none. */
  public OverrideSet nodeRule(@Nullable String nodeName, @Nullable Version version) {
    for (OverrideSet rule : ruleset()) {
      if (version != null
          && Objects.equals(nodeName, rule.name)
          && (admits(rule.keySpec, version) || admits(rule.value, version))) {
        return rule;
      }
    }
    return this;
  }

  private static boolean admits(@Nullable String range, Version version) {
    return range != null
        && Range.tryParseLoose(range).map(known -> known.accepts(version)).orElse(false);
  }

  private boolean matches(@Nullable Spec requested) {
    String spec = Objects.requireNonNull(keySpec);
    if (spec.equals("*")) {
      return true;
    }
    return switch (requested) {
      case AliasSpec alias -> matches(alias.subSpec());
      case VersionSpec version -> intersects(version.version().toString(), spec);
      case RangeSpec range -> range.range().intersects(Range.tryParseLoose(spec).orElse(NONE));
      case GitSpec git -> git.range() != null && intersects(git.range(), spec);
      // Nothing to compare with: the rule is taken at its word.
      case TagSpec _, DirectorySpec _, FileSpec _, RemoteSpec _ -> true;
      case null -> true;
    };
  }

  private static boolean intersects(String one, String other) {
    Range first = Range.tryParseLoose(one).orElse(null);
    Range second = Range.tryParseLoose(other).orElse(null);
    return first != null && second != null && first.intersects(second);
  }

  /** The rules in force here, nearest first: own children before inherited ones. */
  private List<OverrideSet> ruleset() {
    List<OverrideSet> known = ruleset;
    if (known == null) {
      SequencedMap<String, OverrideSet> rules = new LinkedHashMap<>();
      for (OverrideSet set = this; set != null; set = set.parent) {
        set.children.forEach(rules::putIfAbsent);
        if (set.key != null) {
          rules.putIfAbsent(set.key, set);
        }
      }
      known = new ArrayList<>(rules.values());
      ruleset = known;
    }
    return known;
  }

  /**
   * The set that a node takes which is reached with both sets: the more specific one, else what
   * they have in common; null where they contradict each other.
   */
  static @Nullable OverrideSet moreSpecific(OverrideSet first, OverrideSet second) {
    for (OverrideSet set = second; set != null; set = set.parent) {
      if (set.isEqual(first)) {
        return second;
      }
    }
    for (OverrideSet set = first; set != null; set = set.parent) {
      if (set.isEqual(second)) {
        return first;
      }
    }
    return contradict(first, second) ? null : commonAncestor(first, second);
  }

  private static @Nullable OverrideSet commonAncestor(OverrideSet first, OverrideSet second) {
    for (OverrideSet one = second; one != null; one = one.parent) {
      for (OverrideSet other = first; other != null; other = other.parent) {
        if (other.isEqual(one)) {
          return other;
        }
      }
    }
    return null;
  }

  /** Whether no node can follow both sets at once. */
  static boolean conflict(OverrideSet first, OverrideSet second) {
    for (OverrideSet set = second; set != null; set = set.parent) {
      if (set.isEqual(first)) {
        return false;
      }
    }
    for (OverrideSet set = first; set != null; set = set.parent) {
      if (set.isEqual(second)) {
        return false;
      }
    }
    return contradict(first, second);
  }

  private static boolean contradict(OverrideSet first, OverrideSet second) {
    SequencedMap<String, OverrideSet> others = new LinkedHashMap<>();
    for (OverrideSet rule : second.ruleset()) {
      others.put(Objects.requireNonNull(rule.key), rule);
    }
    for (OverrideSet rule : first.ruleset()) {
      OverrideSet other = others.get(Objects.requireNonNull(rule.key));
      if (other != null && !rule.isEqual(other) && excludeEachOther(rule, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean excludeEachOther(OverrideSet one, OverrideSet other) {
    String first = Objects.requireNonNull(one.value);
    String second = Objects.requireNonNull(other.value);
    if (first.startsWith("$") || second.startsWith("$")) {
      return false;
    }
    return Range.tryParseLoose(first).isPresent()
        && Range.tryParseLoose(second).isPresent()
        && !intersects(first, second);
  }
}
