package dev.jpm.audit.policy;

import dev.jpm.audit.Finding;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Findings that were there when somebody began to look; they are not told again. */
public record Baseline(Set<Entry> entries) {
  public static final Baseline EMPTY = new Baseline(Set.of());

  private static final int FORMAT = 1;

  /**
   * A finding without what changes by itself: its line, its words.
   *
   * @param id of the rule or the advisory
   * @param file the lockfile's name, without its folder
   * @param version so that another version is looked at anew; null where there is none
   */
  public record Entry(
      Matter.Kind kind,
      String id,
      String file,
      String name,
      @Nullable String version,
      String path) {
    /** What is kept of {@code finding}. */
    public static Entry of(Finding finding) {
      return new Entry(
          Matter.Kind.RULE,
          finding.rule().id(),
          fileName(finding.file()),
          finding.name(),
          finding.version(),
          finding.path());
    }
  }

  /** The last piece of a path: where the user stood must not matter. */
  public static String fileName(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  public Baseline {
    entries = Collections.unmodifiableSet(new LinkedHashSet<>(entries));
  }

  /** The baseline in {@code text}. Throws EJSONPARSE, and EBADPOLICY for another JSON. */
  public static Baseline read(String text, String file) {
    ObjectNode json = JsonText.parseObject(text, file);
    if (json.path("version").asInt(0) != FORMAT || !json.path("findings").isArray()) {
      throw JpmException.of(ErrorCode.EBADPOLICY, file + " is no baseline that jpm wrote");
    }
    Set<Entry> entries = new LinkedHashSet<>();
    for (JsonNode one : json.path("findings")) {
      JsonNode version = one.path("version");
      boolean rule = one.has("rule");
      entries.add(
          new Entry(
              rule ? Matter.Kind.RULE : Matter.Kind.ADVISORY,
              one.path(rule ? "rule" : "advisory").asString(""),
              one.path("file").asString(""),
              one.path("package").asString(""),
              version.isString() ? version.stringValue() : null,
              one.path("path").asString("")));
    }
    return new Baseline(entries);
  }

  boolean has(Entry entry) {
    return entries.contains(entry);
  }

  /** What to write so that {@code found} is not told again; entries that stay, stay. */
  public Baseline with(Collection<Entry> found, Predicate<Entry> stays) {
    Set<Entry> all = new LinkedHashSet<>();
    entries.stream().filter(stays).forEach(all::add);
    all.addAll(found);
    return new Baseline(all);
  }

  /** As a file, in an order that makes small differences. */
  public String text() {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(Entry::toString));
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", FORMAT);
    ArrayNode list = json.putArray("findings");
    for (Entry entry : sorted) {
      list.addObject()
          .put(entry.kind() == Matter.Kind.RULE ? "rule" : "advisory", entry.id())
          .put("file", entry.file())
          .put("package", entry.name())
          .put("version", entry.version())
          .put("path", entry.path());
    }
    return JsonWriter.write(json, JsonStyle.DEFAULT) + "\n";
  }
}
