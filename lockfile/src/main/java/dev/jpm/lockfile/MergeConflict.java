package dev.jpm.lockfile;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON with a version control system's conflict markers in it. */
final class MergeConflict {
  private static final Pattern LINES = Pattern.compile("[\n\r]+");

  /** Which side the line being read belongs to. */
  private enum Side {
    BOTH,
    OURS,
    PARENT,
    THEIRS
  }

  private final StringBuilder ours = new StringBuilder();
  private final StringBuilder theirs = new StringBuilder();
  private final StringBuilder parent = new StringBuilder();

  private MergeConflict() {}

  static boolean isIn(String text) {
    return text.contains("<<<<<<<") && text.contains("=======") && text.contains(">>>>>>>");
  }

  /** The object in {@code text}; of a conflict, our changes upon theirs. */
  static ObjectNode parse(String text, String file) {
    if (!isIn(text)) {
      return JsonText.parseObject(text, file);
    }
    MergeConflict conflict = new MergeConflict();
    conflict.split(text);
    try {
      ObjectNode ours = JsonText.parseObject(conflict.ours.toString(), file + " (our side)");
      ObjectNode theirs = JsonText.parseObject(conflict.theirs.toString(), file + " (their side)");
      apply(conflict.parent(file), ours, theirs);
      return theirs;
    } catch (JpmException e) {
      throw e.withHint("Resolve the merge conflict in " + file + ", or remove it, and try again");
    }
  }

  private void split(String text) {
    Side side = Side.BOTH;
    for (String line : LINES.split(text, -1)) {
      if (line.contains("|||||||")) {
        side = Side.PARENT;
      } else if (line.contains("<<<<<<<")) {
        side = Side.OURS;
      } else if (line.contains("=======")) {
        side = Side.THEIRS;
      } else if (line.contains(">>>>>>>")) {
        side = Side.BOTH;
      } else {
        append(ours, line, side == Side.OURS || side == Side.BOTH);
        append(theirs, line, side == Side.THEIRS || side == Side.BOTH);
        append(parent, line, side == Side.PARENT || side == Side.BOTH);
      }
    }
  }

  private static void append(StringBuilder to, String line, boolean belongs) {
    if (belongs) {
      to.append(line).append('\n');
    }
  }

  /** What both sides share; an empty object where the remaining lines are no JSON. */
  private ObjectNode parent(String file) {
    try {
      return JsonText.parseObject(parent.toString(), file);
    } catch (JpmException _) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** Does to {@code theirs} what turned {@code parent} into {@code ours}. */
  static void apply(ObjectNode parent, ObjectNode ours, ObjectNode theirs) {
    List<String> names = new ArrayList<>(parent.propertyNames());
    for (String name : names) {
      if (!ours.has(name)) {
        theirs.remove(name);
      }
    }
    ours.forEachEntry((name, mine) -> {
      JsonNode before = parent.get(name);
      if (mine.equals(before)) {
        return;
      }
      if (mine instanceof ObjectNode myObject
          && theirs.get(name) instanceof ObjectNode theirObject) {
        ObjectNode shared =
            before instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        apply(shared, myObject, theirObject);
      } else {
        theirs.set(name, mine);
      }
    });
  }
}
