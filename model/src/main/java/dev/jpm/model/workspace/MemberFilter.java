package dev.jpm.model.workspace;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code --filter}, in pnpm's language: {@code name}, {@code @scope/*}, {@code ./folder},
 * {@code {folder}}, {@code [since]}, several of them together, {@code ...} for what they depend on
 * (behind) or what depends on them (in front), {@code ^} to leave out themselves, {@code !} to take
 * away.
 *
 * @param exclude whether what it selects is taken away
 * @param name a name with {@code *} in it perhaps, or null
 * @param folder from where the user stands, perhaps with wildcards, or null
 * @param since a git ref since which something must have changed, or null
 * @param dependencies whether what they depend on is selected as well
 * @param dependents whether what depends on them is selected as well
 * @param themselves whether those that fit are selected too
 */
public record MemberFilter(
    boolean exclude,
    @Nullable String name,
    @Nullable String folder,
    @Nullable String since,
    boolean dependencies,
    boolean dependents,
    boolean themselves) {
  private static final String REACH = "...";
  private static final Pattern PARTS =
      Pattern.compile("([^.{\\[][^{}\\[\\]]*)?(?:\\{([^}]+)\\})?(?:\\[([^\\]]+)\\])?");
  private static final Pattern PLACE = Pattern.compile("\\.{1,2}(?:/.*)?");

  /**
   * Reads a filter.
   *
   * @throws JpmException EUSAGE where it says nothing
   */
  public static MemberFilter parse(String text) {
    String rest = text.strip();
    boolean exclude = rest.startsWith("!");
    rest = exclude ? rest.substring(1) : rest;
    boolean themselves = true;
    boolean dependencies = rest.endsWith(REACH);
    if (dependencies) {
      rest = rest.substring(0, rest.length() - REACH.length());
      themselves = !rest.endsWith("^");
      rest = themselves ? rest : rest.substring(0, rest.length() - 1);
    }
    boolean dependents = rest.startsWith(REACH);
    if (dependents) {
      rest = rest.substring(REACH.length());
      boolean without = rest.startsWith("^");
      themselves &= !without;
      rest = without ? rest.substring(1) : rest;
    }
    if (PLACE.matcher(rest).matches()) {
      return new MemberFilter(exclude, null, rest, null, dependencies, dependents, themselves);
    }
    Matcher parts = PARTS.matcher(rest);
    if (rest.isEmpty() || !parts.matches()) {
      throw unreadable(text);
    }
    return new MemberFilter(
        exclude,
        parts.group(1),
        parts.group(2),
        parts.group(3),
        dependencies,
        dependents,
        themselves);
  }

  private static JpmException unreadable(String text) {
    return JpmException.of(ErrorCode.EUSAGE, "\"" + text + "\" is no filter of workspaces")
        .withHint(
            "Write a name (\"@scope/*\"), a folder (\"./packages/a\"), \"[main]\" for what changed"
                + " since, \"...\" before or after it, \"!\" to leave it out");
  }
}
