package dev.jpm.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where jpm's time went in one run, as its {@code --timing} tells.
 *
 * @param entries what is told, by name: {@code resolve} to {@code 345 ms}
 */
public record Profile(
    String part,
    String project,
    String scenario,
    String tool,
    double wallSeconds,
    SequencedMap<String, String> entries) {
  private static final Pattern LINE =
      Pattern.compile("([a-z][a-z ]*?) {2,}(\\d[\\d.]*(?: (?:ms|B|kB|MB|GB))?)");

  public Profile {
    entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
  }

  /** The entries that stand in a command's output; none where it told nothing. */
  public static SequencedMap<String, String> entriesIn(String output) {
    SequencedMap<String, String> entries = new LinkedHashMap<>();
    output
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> entries.put(line.group(1), line.group(2)));
    return entries;
  }
}
