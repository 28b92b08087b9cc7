package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which packages may run install scripts: the entries of {@code allowScripts} that count. Pure.
 *
 * @param entries in their own order
 * @param warnings what to tell about entries that do not count
 * @param pins what entries were approved for
 */
public record ScriptPolicy(List<Entry> entries, List<String> warnings, ScriptPins pins) {
  /** Nobody decided anything. */
  public static final ScriptPolicy EMPTY = new ScriptPolicy(List.of(), List.of(), ScriptPins.NONE);

  public ScriptPolicy {
    entries = List.copyOf(entries);
    warnings = List.copyOf(warnings);
  }

  /** One entry: a key and whether it allows. */
  record Entry(PolicyKey key, boolean allows) {}

  /** What a policy says about a package. */
  public enum Verdict {
    ALLOWED,
    DENIED,
    UNREVIEWED
  }

  /**
   * Where entries can stand.
   *
   * @param flags the setting allow-scripts from command line and environment; each element may hold
   *     several names between commas
   * @param manifest the root's package.json; null where it does not count (global installs, exec)
   * @param files the setting allow-scripts from settings files
   */
  public record Layers(List<String> flags, @Nullable Manifest manifest, List<String> files) {
    public Layers {
      flags = namesIn(flags);
      files = namesIn(files);
    }
  }

  /**
   * The policy of the strongest layer that has any: flags, package.json, settings files.
   *
   * @param project what relative folders in keys start from
   * @throws JpmException EALLOWSCRIPTS where flags are given in a project, whose policy is to be
   *     the same for everybody
   */
  public static ScriptPolicy of(Layers layers, Path project) {
    Manifest manifest = layers.manifest();
    if (!layers.flags().isEmpty() && manifest != null) {
      throw JpmException.of(
              ErrorCode.EALLOWSCRIPTS, "--allow-scripts is not allowed in project-scoped installs")
          .withHint(
              "Add the entries to the \"allowScripts\" field in package.json, or to .npmrc,"
                  + " instead");
    }
    List<String> warnings = new ArrayList<>();
    List<Entry> flags = entriesOf(layers.flags(), "CLI flag", project, warnings);
    List<Entry> own = manifest == null ? List.of() : entriesOf(manifest, project, warnings);
    List<Entry> files = entriesOf(layers.files(), ".npmrc", project, warnings);
    List<Entry> chosen = !flags.isEmpty() ? flags : !own.isEmpty() ? own : files;
    if (!files.isEmpty() && !chosen.equals(files)) {
      warnings.add(
          ".npmrc allow-scripts setting is being ignored because "
              + (flags.isEmpty()
                  ? "package.json declares its own allowScripts field"
                  : "--allow-scripts was passed on the command line"));
    }
    boolean decidesItself = flags.isEmpty() && !own.isEmpty();
    ScriptPins pins =
        manifest == null || !decidesItself ? ScriptPins.NONE : ScriptPins.in(manifest);
    return new ScriptPolicy(chosen, warnings, pins);
  }

  /**
   * What the policy says; an entry that denies beats every one that allows. What came inside
   * another package's tarball can never be allowed.
   */
  public Verdict verdictOn(PolicySubject subject) {
    if (subject.node().inBundle()) {
      return Verdict.UNREVIEWED;
    }
    boolean allowed = false;
    for (Entry entry : entries) {
      if (entry.key().matches(subject, !entry.allows())) {
        if (!entry.allows()) {
          return Verdict.DENIED;
        }
        allowed = true;
      }
    }
    return allowed ? Verdict.ALLOWED : Verdict.UNREVIEWED;
  }

  /** The same once the package's files are there: what was approved for something else waits. */
  public Verdict verdictOn(PolicySubject subject, PackageFiles files) {
    Verdict verdict = verdictOn(subject);
    if (verdict != Verdict.ALLOWED || pins.pins().isEmpty()) {
      return verdict;
    }
    List<String> keys =
        entries.stream()
            .filter(entry -> entry.allows() && entry.key().matches(subject, false))
            .map(entry -> entry.key().text())
            .toList();
    return pins.stillHold(keys, subject, files) ? verdict : Verdict.UNREVIEWED;
  }

  /** What to tell about a package that waits, if it was approved before; else nothing. */
  public List<String> changes(PolicySubject subject, PackageFiles files) {
    return pins.changes(subject, files);
  }

  private static List<Entry> entriesOf(
      List<String> names, String source, Path project, List<String> warnings) {
    List<Entry> entries = new ArrayList<>();
    for (String name : names) {
      checked(name, source, project, warnings).ifPresent(key -> entries.add(new Entry(key, true)));
    }
    return entries;
  }

  private static List<Entry> entriesOf(Manifest manifest, Path project, List<String> warnings) {
    List<Entry> entries = new ArrayList<>();
    if (manifest.json().get("allowScripts") instanceof ObjectNode allowScripts) {
      allowScripts
          .properties()
          .forEach(entry -> {
            if (entry.getValue().isBoolean()) {
              checked(entry.getKey(), "package.json", project, warnings)
                  .map(key -> new Entry(key, entry.getValue().booleanValue()))
                  .ifPresent(entries::add);
            }
          });
    }
    return entries;
  }

  private static Optional<PolicyKey> checked(
      String text, String source, Path project, List<String> warnings) {
    Optional<PolicyKey> key = PolicyKey.parse(text, project);
    if (key.isEmpty()) {
      warnings.add(source + ": ignoring unparseable entry \"" + text + "\"");
      return key;
    }
    Optional<String> objection = key.get().objection();
    objection.ifPresent(why -> warnings.add(source + ": ignoring \"" + text + "\" — " + why));
    return objection.isPresent() ? Optional.empty() : key;
  }

  private static List<String> namesIn(List<String> values) {
    List<String> names = new ArrayList<>();
    for (String value : values) {
      for (String part : value.split(",", -1)) {
        if (!part.isBlank()) {
          names.add(part.strip());
        }
      }
    }
    return List.copyOf(names);
  }
}
