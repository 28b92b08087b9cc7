package dev.jpm.lockfile;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.json.JsonWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A merge of lockfiles entry by entry instead of line by line: what turned the common ancestor into
 * ours is done to theirs, as npm does it with conflict markers. What then does not fit together any
 * more is mended by the next install.
 */
public final class LockfileMerge {
  /** Sections that npm writes in order of their keys. */
  private static final List<String> SECTIONS = List.of("packages", "dependencies");

  /** And those of the project's own entry. */
  private static final List<String> GROUPS =
      List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");

  private LockfileMerge() {}

  /**
   * The merged lockfile, formatted as ours.
   *
   * @param base the common ancestor; empty where both sides added the file
   * @param file the name to tell in messages
   * @throws JpmException EJSONPARSE where a side is no JSON
   */
  public static String merge(String base, String ours, String theirs, String file) {
    ObjectNode ancestor =
        base.isBlank()
            ? JsonNodeFactory.instance.objectNode()
            : JsonText.parseObject(base, file + " (common ancestor)");
    ObjectNode mine = JsonText.parseObject(ours, file + " (our side)");
    ObjectNode merged = JsonText.parseObject(theirs, file + " (their side)");
    MergeConflict.apply(ancestor, mine, merged);
    sort(merged, SECTIONS);
    if (merged.path("packages").get("") instanceof ObjectNode project) {
      sort(project, GROUPS);
    }
    JsonStyle style = JsonStyle.of(ours);
    return JsonWriter.write(merged, style) + style.newline();
  }

  private static void sort(ObjectNode parent, List<String> sections) {
    for (String section : sections) {
      if (parent.get(section) instanceof ObjectNode entries) {
        parent.set(section, sorted(entries));
      }
    }
  }

  private static JsonNode sorted(ObjectNode entries) {
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    entries.propertyNames().stream()
        .sorted(LocaleOrder.ENGLISH)
        .forEach(name -> sorted.set(name, entries.get(name)));
    return sorted;
  }
}
