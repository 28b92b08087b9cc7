package dev.jpm.lockfile.foreign;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The choices of another tool's lockfile. Some formats keep one answer for each name and range,
 * others one for each dependency of each package; here both can be asked for. Where packages stand
 * is not taken over: that is for npm's own rules.
 */
public final class ForeignLock {
  private final Map<String, Choice> byDescriptor;
  private final Map<String, Map<String, Choice>> byDepender;
  private final Map<String, List<Choice>> byName;
  private final List<String> notes;
  private final List<ForeignRule> rules;
  private final boolean readsResolutions;

  private ForeignLock(Builder builder) {
    this.byDescriptor = Map.copyOf(builder.byDescriptor);
    this.byDepender = Map.copyOf(builder.byDepender);
    this.byName = Map.copyOf(builder.byName);
    this.notes = List.copyOf(builder.notes);
    this.rules = List.copyOf(builder.rules);
    this.readsResolutions = builder.readsResolutions;
  }

  /**
   * The choice for exactly this dependency.
   *
   * @param depender "" for the project, the folder of a workspace, or {@code name@version}
   * @param name as the depender calls it
   * @param spec as the depender asks for it
   */
  public Optional<Choice> choice(String depender, String name, String spec) {
    Choice own = byDepender.getOrDefault(depender, Map.of()).get(name);
    return Optional.ofNullable(own == null ? byDescriptor.get(name + "@" + spec) : own);
  }

  /** The highest version of {@code name} in the lockfile that {@code range} accepts. */
  public Optional<Choice> newest(String name, Range range) {
    Choice newest = null;
    Version highest = null;
    for (Choice choice : byName.getOrDefault(name, List.of())) {
      Version version = Version.tryParse(choice.version()).orElse(null);
      if (version != null
          && range.accepts(version)
          && (highest == null || version.compareTo(highest) > 0)) {
        newest = choice;
        highest = version;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** What the lockfile says and package-lock.json cannot, for the user. */
  public List<String> notes() {
    return notes;
  }

  /**
   * The rules that were in force, in their order: Yarn's stand in package.json alone, those of the
   * others in the lockfile too.
   */
  List<ForeignRule> rules(ObjectNode packageJson) {
    if (!readsResolutions || !(packageJson.get("resolutions") instanceof ObjectNode resolutions)) {
      return rules;
    }
    return resolutions.properties().stream()
        .map(entry -> ForeignRule.ofYarn(entry.getKey(), entry.getValue().asString("")))
        .toList();
  }

  /** Every registry package in the lockfile as {@code name@version}, sorted. */
  public List<String> packages() {
    return byName.values().stream()
        .flatMap(List::stream)
        .map(choice -> choice.name() + "@" + choice.version())
        .distinct()
        .sorted()
        .toList();
  }

  /** Collects choices; of two for the same dependency the first stays. */
  static final class Builder {
    private final Map<String, Choice> byDescriptor = new HashMap<>();
    private final Map<String, Map<String, Choice>> byDepender = new HashMap<>();
    private final Map<String, List<Choice>> byName = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<ForeignRule> rules = new ArrayList<>();
    private boolean readsResolutions;

    /** Rules are those that package.json calls {@code resolutions}. */
    Builder readsResolutions() {
      readsResolutions = true;
      return this;
    }

    void rule(ForeignRule rule) {
      rules.add(rule);
    }

    /** Whoever asks for {@code range} of {@code name} got this. */
    void descriptor(String name, String range, Choice choice) {
      byDescriptor.putIfAbsent(name + "@" + range, choice);
      remember(choice);
    }

    /** As {@link #descriptor(String, String, Choice)}. */
    void descriptor(NameAndRest descriptor, Choice choice) {
      descriptor(descriptor.name(), descriptor.rest(), choice);
    }

    /** {@code depender} got this for its dependency {@code name}. */
    void dependency(String depender, String name, Choice choice) {
      byDepender.computeIfAbsent(depender, _ -> new HashMap<>()).putIfAbsent(name, choice);
      remember(choice);
    }

    void note(String note) {
      notes.add(note);
    }

    ForeignLock build() {
      return new ForeignLock(this);
    }

    private void remember(Choice choice) {
      if (choice.source() == null) {
        List<Choice> known = byName.computeIfAbsent(choice.name(), _ -> new ArrayList<>());
        if (!known.contains(choice)) {
          known.add(choice);
        }
      }
    }
  }
}
