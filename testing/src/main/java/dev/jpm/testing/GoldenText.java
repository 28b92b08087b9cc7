package dev.jpm.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Compares text with a file kept beside the tests. What differs from run to run is replaced by a
 * name in brackets first: {@code [TIME]} and {@code [PORT]} always, others as told. With {@code
 * -Djpm.golden=update} the file is written instead, which is refused where {@code CI=true}.
 */
public final class GoldenText {
  private static final Pattern PORT =
      Pattern.compile("(?<=(?:127\\.0\\.0\\.1|localhost|\\[::1]):)\\d{2,5}");
  private static final Pattern TIME =
      Pattern.compile("\\b\\d+(?:\\.\\d+)?(?:ms|s|m)\\b|\\b\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

  private final Path folder;
  private final boolean update;
  private final boolean onCi;
  private final SequencedMap<String, String> replacements = new LinkedHashMap<>();

  /** Golden files in {@code folder}; how to run is read from the system and the environment. */
  public GoldenText(Path folder) {
    this(
        folder,
        "update".equals(System.getProperty("jpm.golden")),
        "true".equals(System.getenv("CI")));
  }

  GoldenText(Path folder, boolean update, boolean onCi) {
    this.folder = folder;
    this.update = update;
    this.onCi = onCi;
  }

  /** This text stands as {@code [NAME]} in the file; longer texts should be told of first. */
  public GoldenText replacing(String text, String name) {
    replacements.put(text, "[" + name + "]");
    return this;
  }

  /** A folder that stands as {@code [TEMP]}, by its real path and by the path given. */
  public GoldenText temp(Path temp) {
    try {
      replacing(temp.toRealPath().toString(), "TEMP");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return replacing(temp.toString(), "TEMP");
  }

  /**
   * Fails with the first line that differs, and how to accept the new text.
   *
   * @throws AssertionError where the text differs or no such file is kept
   */
  public void check(String name, String actual) {
    Path file = folder.resolve(name);
    String text = filtered(actual);
    if (update) {
      write(file, text);
      return;
    }
    if (!Files.exists(file)) {
      throw new AssertionError(file + " is missing; -Djpm.golden=update writes it:\n" + text);
    }
    String expected = read(file);
    if (!expected.equals(text)) {
      throw new AssertionError(difference(file, expected, text));
    }
  }

  /** The text as it would be kept. */
  public String filtered(String actual) {
    String text = actual.replace("\r\n", "\n");
    for (Map.Entry<String, String> replacement : replacements.entrySet()) {
      text = text.replace(replacement.getKey(), replacement.getValue());
    }
    text = PORT.matcher(text).replaceAll("[PORT]");
    return TIME.matcher(text).replaceAll("[TIME]");
  }

  private void write(Path file, String text) {
    if (onCi) {
      throw new AssertionError("golden files are not written where CI=true: " + file);
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String difference(Path file, String expected, String actual) {
    String[] wanted = expected.split("\n", -1);
    String[] got = actual.split("\n", -1);
    int line = 0;
    while (line < wanted.length && line < got.length && wanted[line].equals(got[line])) {
      line++;
    }
    return """
    %s differs at line %d (-Djpm.golden=update accepts the new text)
    expected: %s
    but was:  %s
    whole text:
    %s\
    """
        .formatted(file, line + 1, lineOf(wanted, line), lineOf(got, line), actual);
  }

  private static String lineOf(String[] lines, int index) {
    return index < lines.length ? lines[index] : "(end)";
  }
}
