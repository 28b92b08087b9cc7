package dev.jpm.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A command line, read: flags as settings, the other words in order, flags that no setting has (as
 * typed, without value), and notes to tell, such as an abbreviated flag.
 */
public record Arguments(
    SequencedMap<String, OptionValue> values,
    List<String> words,
    List<String> unknownFlags,
    List<String> notes) {
  public Arguments {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    words = List.copyOf(words);
    unknownFlags = List.copyOf(unknownFlags);
    notes = List.copyOf(notes);
  }
}
