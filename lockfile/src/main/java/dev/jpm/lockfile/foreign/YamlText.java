package dev.jpm.lockfile.foreign;

import dev.jpm.lockfile.YamlNesting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads YAML to maps, lists and texts; nothing is taken for a number, so that versions stay. */
final class YamlText {
  /** Lockfiles of large monorepos reach some ten megabytes. */
  private static final int MOST_CHARACTERS = 200_000_000;

  private YamlText() {}

  /** Every scalar is a text, also one that is left out, which would be a null otherwise. */
  private static final class Texts extends FailsafeSchema {
    @Override
    public ScalarResolver getScalarResolver() {
      return (value, implicit) -> Tag.STR;
    }
  }

  /** The mapping in {@code text}. Throws EBADLOCKFILE where there is none. */
  static Map<String, Object> mapping(String text, String path) {
    OptionalInt tooDeep = YamlNesting.tooDeepAt(text);
    if (tooDeep.isPresent()) {
      throw ForeignLockfile.bad(path, tooDeep, "it is nested too deeply");
    }
    LoadSettings settings =
        LoadSettings.builder().setSchema(new Texts()).setCodePointLimit(MOST_CHARACTERS).build();
    try {
      Object value = new Load(settings).loadFromString(text);
      if (value instanceof Map) {
        return map(value);
      }
    } catch (MarkedYamlEngineException e) {
      OptionalInt line =
          e.getProblemMark()
              .map(mark -> OptionalInt.of(mark.getLine() + 1))
              .orElse(OptionalInt.empty());
      throw ForeignLockfile.bad(path, line, String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      throw ForeignLockfile.bad(path, OptionalInt.empty(), String.valueOf(e.getMessage()));
    }
    throw ForeignLockfile.bad(path, OptionalInt.empty(), "it holds no mapping");
  }

  /** {@code value} as a mapping by text; empty where it is none. */
  static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, one) -> {
        if (key != null && one != null) {
          map.put(key.toString(), one);
        }
      });
    }
    return map;
  }

  /** The text at {@code key}; empty where there is none. */
  static String text(Map<String, Object> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }
}
