package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.YamlNesting;
import dev.jpm.lockfile.entry.Lined.Fields;
import dev.jpm.lockfile.entry.Lined.Items;
import dev.jpm.lockfile.entry.Lined.Scalar;
import dev.jpm.model.error.JpmException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads YAML with its lines; nothing is taken for a number, so that versions stay. */
final class LinedYaml {
  /** Lockfiles of large monorepos reach some ten megabytes. */
  private static final int MOST_CHARACTERS = 200_000_000;

  /** pnpm's lockfile is five levels deep. */
  private static final int DEEPEST = 50;

  private final String file;

  private LinedYaml(String file) {
    this.file = file;
  }

  /**
   * The mapping in {@code text}.
   *
   * @throws JpmException EBADLOCKFILE, with the line, where it is none, or holds what no lockfile
   *     holds
   */
  static Fields read(String text, String file) {
    OptionalInt tooDeep = YamlNesting.tooDeepAt(text);
    if (tooDeep.isPresent()) {
      throw LinedJson.bad(file, tooDeep.getAsInt(), "it is nested too deeply");
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new FailsafeSchema())
            .setCodePointLimit(MOST_CHARACTERS)
            .setAllowDuplicateKeys(true)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return new LinedYaml(file).fields(mapping, 1, 0);
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw LinedJson.bad(file, line, String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      throw LinedJson.bad(file, 1, String.valueOf(e.getMessage()));
    }
    throw LinedJson.bad(file, 1, "it holds no mapping");
  }

  private Fields fields(MappingNode mapping, int line, int depth) {
    SequencedMap<String, Lined> fields = new LinkedHashMap<>();
    SequencedMap<String, Integer> repeated = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      int at = lineOf(entry.getKeyNode());
      if (entry.getKeyNode() instanceof ScalarNode key
          && fields.put(key.getValue(), value(entry.getValueNode(), at, depth)) != null) {
        repeated.put(key.getValue(), at);
      }
    }
    return new Fields(fields, repeated, line);
  }

  private Lined value(Node node, int line, int depth) {
    if (depth == DEEPEST) {
      throw LinedJson.bad(file, line, "it is nested deeper than any lockfile");
    }
    if (node.getAnchor().isPresent()) {
      throw LinedJson.bad(file, line, "no lockfile has anchors");
    }
    return switch (node) {
      case MappingNode mapping -> fields(mapping, line, depth + 1);
      case SequenceNode sequence ->
          new Items(
              sequence.getValue().stream()
                  .map(item -> value(item, lineOf(item), depth + 1))
                  .toList(),
              line);
      case ScalarNode scalar -> new Scalar(scalar.getValue(), line);
      default -> throw LinedJson.bad(file, line, "no lockfile has such a thing");
    };
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
