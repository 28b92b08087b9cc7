package dev.jpm.audit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a lockfile.
 *
 * @param file the lockfile, as people name it
 * @param severity the rule's, unless a policy gives another
 * @param name of the package; empty where it is about the file
 * @param version null where there is none
 * @param path the lockfile's key of the entry; empty for the project
 * @param line in the lockfile, from 1
 */
public record Finding(
    Rule rule,
    String file,
    Severity severity,
    String name,
    @Nullable String version,
    String path,
    int line,
    String message) {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  /** What a lockfile says is anybody's word: a line break in it would begin lines of reports. */
  public Finding {
    name = onOneLine(name);
    version = version == null ? null : onOneLine(version);
    path = onOneLine(path);
    message = onOneLine(message);
  }

  /** With a sign in the place of everything that is no character for people. */
  public static String onOneLine(String text) {
    return CONTROL.matcher(text).replaceAll("\ufffd");
  }

  /** A finding as its rule makes it, which does not know the file's name. */
  public Finding(
      Rule rule, String name, @Nullable String version, String path, int line, String message) {
    this(rule, "", rule.severity(), name, version, path, line, message);
  }

  public Finding in(String otherFile) {
    return new Finding(rule, otherFile, severity, name, version, path, line, message);
  }

  public Finding as(Severity other) {
    return new Finding(rule, file, other, name, version, path, line, message);
  }

  /** Name and version, for people; the file where it is about no package. */
  public String subject() {
    if (name.isEmpty()) {
      return file;
    }
    return version == null ? name : name + "@" + version;
  }
}
