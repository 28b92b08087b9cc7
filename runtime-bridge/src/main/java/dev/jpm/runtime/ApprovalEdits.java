package dev.jpm.runtime;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.HostedRepository.Form;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.GitSpec;
import dev.jpm.model.spec.Spec.RangeSpec;
import dev.jpm.model.spec.Spec.VersionSpec;
import dev.jpm.runtime.PolicySubject.Identity;
import dev.jpm.runtime.ScriptPins.Pin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What approving and denying make of a project's {@code allowScripts}. Pure; nothing is written.
 */
public final class ApprovalEdits {
  private final Path project;

  /**
   * @param project what relative folders in keys start from
   */
  public ApprovalEdits(Path project) {
    this.project = project;
  }

  /** One changed key, in npm's words for what happened to it. */
  public record Change(String key, String change) {}

  /**
   * The outcome for one package.
   *
   * @param allowScripts the field as it is to be from now on
   * @param warning what to tell, or null
   */
  public record Edit(ObjectNode allowScripts, List<Change> changes, @Nullable String warning) {
    public Edit {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The subjects that an argument names: {@code name}, {@code name@version} or {@code name@range},
   * by trusted name.
   *
   * @throws JpmException EUSAGE where one argument names none of them
   */
  public static List<PolicySubject> named(List<String> arguments, List<PolicySubject> subjects) {
    SequencedSet<PolicySubject> found = new LinkedHashSet<>();
    List<String> unmatched = new ArrayList<>();
    for (String argument : arguments) {
      List<PolicySubject> matching =
          subjects.stream().filter(subject -> isNamed(argument, subject)).toList();
      if (matching.isEmpty()) {
        unmatched.add(argument);
      }
      found.addAll(matching);
    }
    if (!unmatched.isEmpty()) {
      throw JpmException.of(
              ErrorCode.EUSAGE, "No installed packages match: " + String.join(", ", unmatched))
          .withHint("Run jpm install-scripts ls to see which packages have install scripts");
    }
    return List.copyOf(found);
  }

  /**
   * Subjects by the key that names all their versions; those without a trusted one are left out.
   */
  public static SequencedMap<String, List<PolicySubject>> byPackage(List<PolicySubject> subjects) {
    SequencedMap<String, List<PolicySubject>> groups = new LinkedHashMap<>();
    for (PolicySubject subject : subjects) {
      nameKey(subject)
          .ifPresent(key -> groups.computeIfAbsent(key, k -> new ArrayList<>()).add(subject));
    }
    return groups;
  }

  /**
   * Allows the scripts of every installed version of one package; an entry that denies is never
   * overruled.
   *
   * @param installed of one group of {@link #byPackage}, not empty
   * @param pin whether to allow these versions only, not all that may come
   */
  public Edit approve(ObjectNode existing, List<PolicySubject> installed, boolean pin) {
    ObjectNode edited = existing.deepCopy();
    String name = nameKey(installed.getFirst()).orElse("");
    Optional<String> denial = denial(edited, installed, name);
    if (denial.isPresent()) {
      return new Edit(edited, List.of(), denial.get());
    }
    List<Change> changes = new ArrayList<>();
    List<String> pins =
        installed.stream()
            .map(ApprovalEdits::pinnedKey)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    boolean canPin = installed.stream().allMatch(subject -> pinnedKey(subject) != null);
    if (pin && canPin) {
      approvePinned(edited, installed.getFirst(), name, pins, changes);
      return new Edit(edited, changes, null);
    }
    for (String key : pinsOf(edited, installed.getFirst(), name)) {
      edited.remove(key);
      if (pin) {
        changes.add(new Change(key, "removed-pinned-allow"));
      }
    }
    put(edited, name, true, changes);
    String warning = pin && !changes.isEmpty() ? cannotPin(name) : null;
    return new Edit(edited, changes, warning);
  }

  /**
   * What the approvals stand for after {@code approved} packages were approved by their versions;
   * those that {@code allowScripts} does not have any more are dropped.
   *
   * @param changes gets what was not among them before
   */
  public static ScriptPins pins(
      ScriptPins before,
      ObjectNode allowScripts,
      List<PolicySubject> approved,
      PackageFiles files,
      List<Change> changes) {
    SequencedMap<String, Pin> pins = new LinkedHashMap<>(before.pins());
    for (PolicySubject subject : approved) {
      String key = pinnedKey(subject);
      Pin pin = key == null ? null : Pin.of(subject, files).orElse(null);
      if (key != null && pin != null && isTrue(allowScripts.get(key))) {
        Pin old = pins.put(key, pin);
        boolean told = changes.stream().anyMatch(change -> change.key().equals(key));
        if (!pin.equals(old) && !told) {
          changes.add(new Change(key, old == null ? "pinned" : "pinned-anew"));
        }
      }
    }
    pins.keySet().removeIf(key -> !isTrue(allowScripts.get(key)));
    return new ScriptPins(pins);
  }

  /** Denies every version of one package; pins that allowed some are dropped. */
  public Edit deny(ObjectNode existing, List<PolicySubject> installed) {
    ObjectNode edited = existing.deepCopy();
    List<Change> changes = new ArrayList<>();
    String name = nameKey(installed.getFirst()).orElse("");
    for (String key : keysFor(edited, installed.getFirst())) {
      if (!key.equals(name)) {
        edited.remove(key);
        changes.add(new Change(key, "removed-pinned-allow"));
      }
    }
    put(edited, name, false, changes);
    return new Edit(edited, changes, null);
  }

  private void approvePinned(
      ObjectNode edited,
      PolicySubject sample,
      String name,
      List<String> pins,
      List<Change> changes) {
    for (String key : pinsOf(edited, sample, "")) {
      if (!pins.contains(key)) {
        edited.remove(key);
        changes.add(new Change(key, "removed-stale"));
      }
    }
    pins.forEach(key -> put(edited, key, true, changes));
    if (!pins.contains(name) && isTrue(edited.get(name))) {
      edited.remove(name);
      changes.add(new Change(name, "replaced-by-pin"));
    }
  }

  private Optional<String> denial(ObjectNode existing, List<PolicySubject> installed, String name) {
    for (PolicySubject subject : installed) {
      for (String key : keysFor(existing, subject)) {
        JsonNode value = existing.get(key);
        if (value == null || !value.isBoolean() || value.booleanValue()) {
          continue;
        }
        boolean whole = PolicyKey.parse(key, project).map(PolicyKey::isNameOnly).orElse(false);
        return Optional.of(
            whole
                ? key + " is denied; remove the entry from allowScripts to approve " + name + "."
                : key
                    + " is a versioned deny; run `jpm install-scripts deny "
                    + name
                    + "` to widen the deny to all versions of "
                    + name
                    + ", or remove the entry to approve "
                    + name
                    + ".");
      }
    }
    return Optional.empty();
  }

  private List<String> keysFor(ObjectNode allowScripts, PolicySubject subject) {
    return allowScripts.propertyNames().stream()
        .filter(
            key -> PolicyKey.parse(key, project).map(read -> read.targets(subject)).orElse(false))
        .toList();
  }

  private List<String> pinsOf(ObjectNode allowScripts, PolicySubject subject, String except) {
    return keysFor(allowScripts, subject).stream()
        .filter(key -> !key.equals(except) && isTrue(allowScripts.get(key)))
        .filter(key -> PolicyKey.parse(key, project).map(PolicyKey::isOneVersion).orElse(false))
        .toList();
  }

  private static void put(ObjectNode edited, String key, boolean value, List<Change> changes) {
    JsonNode before = edited.get(key);
    if (before == null || !before.isBoolean() || before.booleanValue() != value) {
      edited.put(key, value);
      changes.add(new Change(key, "added"));
    }
  }

  private static boolean isTrue(@Nullable JsonNode value) {
    return value != null && value.isBoolean() && value.booleanValue();
  }

  private static String cannotPin(String name) {
    return name
        + ": approved by name (all versions) because its package-lock.json entry has no"
        + " \"resolved\" URL, so jpm can't pin a specific version. Run `jpm install` to refresh the"
        + " lockfile and enable pinning.";
  }

  private static boolean isNamed(String argument, PolicySubject subject) {
    Spec spec;
    try {
      spec = Spec.parseArgument(argument);
    } catch (JpmException e) {
      return subject.shownName().equals(argument);
    }
    String name = spec.name() == null ? argument : spec.name().value();
    if (!subject.shownName().equals(name)) {
      return false;
    }
    String version = subject.shownVersion();
    return switch (spec) {
      case VersionSpec exact -> accepts(exact.raw(), version);
      case RangeSpec range -> range.raw().strip().equals("*") || accepts(range.raw(), version);
      default -> true;
    };
  }

  private static boolean accepts(String range, @Nullable String version) {
    return range.isBlank() || (version != null && Range.parseLoose(range).accepts(version));
  }

  /** The key for every version; empty where nothing that can be trusted gives one. */
  private static Optional<String> nameKey(PolicySubject subject) {
    if (subject.source().startsWith("git")) {
      return gitKey(subject, false);
    }
    return isPlace(subject.source())
        ? Optional.of(subject.source())
        : subject.identity().map(Identity::name);
  }

  /** The key for just this version; null where nothing that can be trusted tells it. */
  static @Nullable String pinnedKey(PolicySubject subject) {
    String source = subject.source();
    if (source.startsWith("git")) {
      return gitKey(subject, true).orElse(null);
    }
    if (isPlace(source)) {
      return source;
    }
    Identity identity = subject.identity().orElse(null);
    return identity == null || identity.version() == null
        ? null
        : identity.name() + "@" + identity.version();
  }

  private static boolean isPlace(String source) {
    return source.startsWith("file:") || source.startsWith("/");
  }

  private static Optional<String> gitKey(PolicySubject subject, boolean withCommit) {
    GitSpec git = PolicyKey.gitSource(subject).orElse(null);
    HostedRepository hosted = git == null ? null : git.hosted();
    if (git == null) {
      return Optional.empty();
    }
    if (hosted == null) {
      // npm finds no key for these, though it reads the one that their address makes.
      String address = subject.source().replaceFirst("#.*$", "");
      return Optional.of(withCommit ? subject.source() : address);
    }
    String shortcut =
        new HostedRepository(
                hosted.host(), hosted.user(), null, hosted.project(), null, Form.SHORTCUT)
            .saved();
    String commit = git.committish();
    return Optional.of(withCommit && commit != null ? shortcut + "#" + commit : shortcut);
  }
}
