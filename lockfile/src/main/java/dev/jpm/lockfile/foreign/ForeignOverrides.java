package dev.jpm.lockfile.foreign;

import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.model.Manifest;
import dev.jpm.model.semver.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A package.json with another tool's rules as npm's {@code overrides}. A rule for what the project
 * itself depends on may say nothing else than the project does, so there the project's own spec
 * follows the rule where it does not allow what was locked. Not taken over are rules that lead to a
 * folder, leave a dependency out or are about a workspace wherever it is asked for.
 */
public final class ForeignOverrides {
  private static final Pattern PLAIN = Pattern.compile("npm:([\\d^~>=<*].*)");
  private static final List<String> SECTIONS_BY_WEIGHT =
      List.of("devDependencies", "optionalDependencies", "dependencies", "peerDependencies");

  private final ForeignLock lock;
  private final PackageJsonFile before;
  private final Manifest manifest;
  private final Map<String, String> workspaces;
  private final ObjectNode json;
  private final ObjectNode rules;
  private final List<String> notes = new ArrayList<>();

  private ForeignOverrides(
      ForeignLock lock, PackageJsonFile packageJson, Map<String, String> workspaces) {
    this.lock = lock;
    this.before = packageJson;
    this.manifest = packageJson.manifest();
    this.workspaces = workspaces;
    this.json = packageJson.json().deepCopy();
    this.rules =
        json.get("overrides") instanceof ObjectNode own ? own.deepCopy() : json.objectNode();
  }

  /**
   * What became of the rules.
   *
   * @param packageJson the project's
   * @param isChanged whether it says more than before
   * @param notes which rules are not taken over, for the user
   */
  public record Result(PackageJsonFile packageJson, boolean isChanged, List<String> notes) {
    public Result {
      notes = List.copyOf(notes);
    }
  }

  /**
   * The rules that {@code lock} knows of, in the project's package.json.
   *
   * @param workspaces folders by package name
   */
  public static Result of(
      ForeignLock lock, PackageJsonFile packageJson, Map<String, String> workspaces) {
    ForeignOverrides overrides = new ForeignOverrides(lock, packageJson, workspaces);
    lock.rules(packageJson.json()).forEach(overrides::add);
    return overrides.result();
  }

  private Result result() {
    if (rules.isEmpty() || rules.equals(json.get("overrides"))) {
      return new Result(before, false, notes);
    }
    json.set("overrides", rules);
    return new Result(before.withJson(json), true, notes);
  }

  private void add(ForeignRule rule) {
    if (rule.path().isEmpty()) {
      return;
    }
    String value = value(rule);
    if (value != null) {
      put(rule.path(), rule.path().size() == 1 ? agreed(rule.target(), value) : value);
    }
  }

  /** The rule's value as npm reads it; null, with a note, where npm has nothing like it. */
  private @Nullable String value(ForeignRule rule) {
    String value = rule.value();
    Matcher plain = PLAIN.matcher(value);
    if (plain.matches()) {
      return plain.group(1);
    }
    if (value.startsWith(YarnPatch.PROTOCOL)) {
      notes.add("the patch of " + rule.target().name() + " is not taken over; npm has no patches");
      return value(new ForeignRule(rule.path(), YarnPatch.base(value)));
    }
    String workspace = workspaces.get(rule.target().name());
    if (workspace != null && rule.path().size() == 1) {
      return refused(rule); // npm refuses a rule that reaches the workspace itself
    }
    if (value.startsWith("workspace:")) {
      return workspace == null ? refused(rule) : "file:" + workspace;
    }
    boolean folder = value.matches("(?:link|portal|file|exec):.*");
    return folder || value.equals("-") ? refused(rule) : value;
  }

  private @Nullable String refused(ForeignRule rule) {
    String name = rule.target().name();
    notes.add("the rule that makes " + name + " " + rule.value() + " is not taken over");
    return null;
  }

  /** What the rule may say where the project itself has the dependency. */
  private String agreed(NameAndRest target, String value) {
    String name = target.name();
    for (String section : SECTIONS_BY_WEIGHT) {
      String own = manifest.texts(section).get(name);
      if (own == null || !concerns(target, own)) {
        continue;
      }
      if (own.equals(value) || value.startsWith("$")) {
        return value;
      }
      if (allowsLocked(name, own, value)) {
        return "$" + name;
      }
      json.withObjectProperty(section).put(name, value);
    }
    return value;
  }

  private static boolean concerns(NameAndRest target, String own) {
    Optional<Range> limit = Range.tryParseLoose(target.rest());
    Optional<Range> asked = Range.tryParseLoose(own);
    return target.rest().isEmpty()
        || limit.isEmpty()
        || asked.isEmpty()
        || limit.get().intersects(asked.get());
  }

  private boolean allowsLocked(String name, String own, String value) {
    Optional<Range> range = Range.tryParseLoose(own);
    Optional<Choice> locked = lock.choice("", name, value);
    return range.isPresent()
        && locked.isPresent()
        && locked.get().source() == null
        && locked.get().name().equals(name)
        && range.get().accepts(locked.get().version());
  }

  /** What the user wrote under {@code overrides} stays. */
  private void put(List<NameAndRest> path, String value) {
    ObjectNode at = rules;
    for (NameAndRest parent : path.subList(0, path.size() - 1)) {
      at = rulesBelow(at, key(parent));
    }
    String key = key(path.getLast());
    JsonNode there = at.get(key);
    if (there == null) {
      at.put(key, value);
    } else if (there instanceof ObjectNode below && !below.has(".")) {
      below.put(".", value);
    }
  }

  private static ObjectNode rulesBelow(ObjectNode at, String key) {
    if (at.get(key) instanceof ObjectNode below) {
      return below;
    }
    ObjectNode below = at.objectNode();
    JsonNode own = at.get(key);
    if (own != null) {
      below.set(".", own);
    }
    at.set(key, below);
    return below;
  }

  private static String key(NameAndRest target) {
    return target.rest().isEmpty() ? target.name() : target.name() + "@" + target.rest();
  }
}
