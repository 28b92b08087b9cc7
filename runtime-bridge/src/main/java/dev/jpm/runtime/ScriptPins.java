package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the approvals of a project were given for, by their keys in {@code allowScripts}. npm reads
 * nothing but true and false there, so they stand beside it, in jpm's own section of package.json.
 *
 * @param pins by key
 */
public record ScriptPins(SequencedMap<String, Pin> pins) {
  /** The section of package.json that is jpm's. */
  public static final String SECTION = "jpm";

  /** The field in it. */
  public static final String FIELD = "approvedScripts";

  /** No approval says what it was given for. */
  public static final ScriptPins NONE = new ScriptPins(new LinkedHashMap<>());

  private static final String HASH = "hash";

  /**
   * What would run of one version of a package.
   *
   * @param hash of all of it, with the package's name and version
   * @param runs scripts by event, and the hash of its binding.gyp by that name
   */
  public record Pin(String hash, SequencedMap<String, String> runs) {

    /** Of what lies on disk; empty where nothing tells yet what would run. */
    static Optional<Pin> of(PolicySubject subject, PackageFiles files) {
      SequencedMap<String, String> runs =
          InstallScripts.of(subject.node(), subject.isFromRegistry(), files);
      if (runs.isEmpty() || runs.containsValue(InstallScripts.UNKNOWN)) {
        return Optional.empty();
      }
      byte[] gyp = files.bindingGyp(subject.node().location());
      if (gyp != null) {
        runs.put("binding.gyp", hashOf(gyp));
      }
      StringBuilder all = new StringBuilder();
      all.append(subject.shownName()).append('\0').append(subject.shownVersion());
      runs.forEach((event, script) -> all.append('\0').append(event).append('\0').append(script));
      return Optional.of(new Pin(hashOf(all.toString().getBytes(StandardCharsets.UTF_8)), runs));
    }

    private static String hashOf(byte[] content) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    /**
     * What differs in {@code other}: a line with a minus for what was, one with a plus for what is.
     */
    List<String> changesTo(Pin other) {
      List<String> lines = new ArrayList<>();
      TreeSet<String> events = new TreeSet<>(runs.keySet());
      events.addAll(other.runs.keySet());
      for (String event : events) {
        String before = runs.get(event);
        String after = other.runs.get(event);
        if (!Objects.equals(before, after)) {
          add(lines, "  - ", event, before);
          add(lines, "  + ", event, after);
        }
      }
      return lines;
    }

    private static void add(
        List<String> lines, String sign, String event, @Nullable String script) {
      if (script != null) {
        lines.add(sign + event + ": " + script);
      }
    }

    private ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put(HASH, hash);
      runs.forEach(json::put);
      return json;
    }
  }

  /** Those in a package.json; what is none is passed over, and its approval with it. */
  public static ScriptPins in(Manifest manifest) {
    SequencedMap<String, Pin> pins = new LinkedHashMap<>();
    manifest
        .json()
        .path(SECTION)
        .path(FIELD)
        .properties()
        .forEach(entry -> pins.put(entry.getKey(), read(entry.getValue())));
    return new ScriptPins(pins);
  }

  private static Pin read(JsonNode json) {
    SequencedMap<String, String> runs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (entry.getValue().isString() && !entry.getKey().equals(HASH)) {
        runs.put(entry.getKey(), entry.getValue().stringValue());
      }
    }
    return new Pin(json.path(HASH).asString(""), runs);
  }

  /** As the field in package.json. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    pins.forEach((key, pin) -> json.set(key, pin.json()));
    return json;
  }

  /**
   * Whether one of the keys that allow a package was given for what it would run now. A key that
   * says nothing of that, as npm writes it, allows whatever the package runs.
   */
  boolean stillHold(List<String> keys, PolicySubject subject, PackageFiles files) {
    if (keys.stream().anyMatch(key -> !pins.containsKey(key))) {
      return true;
    }
    Optional<Pin> now = Pin.of(subject, files);
    return now.isEmpty()
        || keys.stream()
            .map(pins::get)
            .anyMatch(pin -> pin != null && pin.hash().equals(now.get().hash()));
  }

  /**
   * What has changed since a package, this version or another one, was approved; empty where it
   * never was, or not by jpm.
   */
  List<String> changes(PolicySubject subject, PackageFiles files) {
    Optional<Pin> now = Pin.of(subject, files);
    Optional<String> before =
        pins.sequencedKeySet().reversed().stream()
            .filter(key -> nameIn(key).filter(subject.shownName()::equals).isPresent())
            .findFirst();
    if (now.isEmpty() || before.isEmpty()) {
      return List.of();
    }
    Pin old = pins.getOrDefault(before.get(), now.get());
    List<String> changes = old.changesTo(now.get());
    String id = subject.shownName() + "@" + subject.shownVersion();
    List<String> lines = new ArrayList<>();
    lines.add(
        changes.isEmpty()
            ? id + " would run what was approved for " + before.get()
            : id + " would run something else than what was approved for " + before.get() + ":");
    lines.addAll(changes);
    return lines;
  }

  private static Optional<String> nameIn(String key) {
    try {
      return Optional.ofNullable(Spec.parseArgument(key).name()).map(PackageName::value);
    } catch (JpmException e) {
      return Optional.empty();
    }
  }
}
