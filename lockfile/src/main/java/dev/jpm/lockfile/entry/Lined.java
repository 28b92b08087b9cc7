package dev.jpm.lockfile.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A piece of JSON or YAML that knows where it stands: on the line of the key that leads to it, or
 * for what no key leads to, its own first line. The first line is 1.
 */
sealed interface Lined {
  int line();

  /** A text, a number, a word; {@code null} is a word too. */
  record Scalar(String text, int line) implements Lined {}

  /** A list. */
  record Items(List<Lined> items, int line) implements Lined {
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * A mapping.
   *
   * @param repeated keys that came again, of which the last one counts, with the line of the last
   */
  record Fields(
      SequencedMap<String, Lined> fields, SequencedMap<String, Integer> repeated, int line)
      implements Lined {
    static final Fields NONE = new Fields(new LinkedHashMap<>(), new LinkedHashMap<>(), 0);

    public Fields {
      fields = Collections.unmodifiableSequencedMap(fields);
      repeated = Collections.unmodifiableSequencedMap(repeated);
    }

    /** The mapping at {@code key}; an empty one where there is none. */
    Fields at(String key) {
      return fields.get(key) instanceof Fields found ? found : NONE;
    }

    /** The text at {@code key}; null where there is none, or it is empty. */
    @Nullable String text(String key) {
      return fields.get(key) instanceof Scalar(String text, int _) && !text.isEmpty() ? text : null;
    }

    boolean isTrue(String key) {
      return "true".equals(text(key));
    }

    /** The line of {@code key}; this mapping's own where it is not there. */
    int lineOf(String key) {
      Lined found = fields.get(key);
      return found == null ? line : found.line();
    }
  }
}
