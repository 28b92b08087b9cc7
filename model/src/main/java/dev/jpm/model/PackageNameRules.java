package dev.jpm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** npm's rules for names that may be installed (validate-npm-package-name, "old packages"). */
final class PackageNameRules {
  private PackageNameRules() {}

  /** Why {@code name} is no package name, or null where it is one. */
  static @Nullable String problemOf(String name) {
    if (isPlain(name)) {
      return null;
    }
    List<String> problems = new ArrayList<>();
    if (name.isEmpty()) {
      problems.add("name length must be greater than zero");
    }
    if (name.startsWith(".")) {
      problems.add("name cannot start with a period");
    }
    if (name.startsWith("-")) {
      problems.add("name cannot start with a hyphen");
    }
    if (name.startsWith("_")) {
      problems.add("name cannot start with an underscore");
    }
    if (!name.strip().equals(name)) {
      problems.add("name cannot contain leading or trailing spaces");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("node_modules") || lower.equals("favicon.ico")) {
      problems.add(lower + " is not a valid package name");
    }
    if (!isFriendly(name, 0, name.length())) {
      addProblemsOfScoped(name, problems);
    }
    return problems.isEmpty() ? null : String.join("; ", problems);
  }

  /** Whether no rule needs a second look: most names there are. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean inside = c == '-' || c == '.' || c == '_' || (c >= '0' && c <= '9');
      if (!letter && (i == 0 || !inside)) {
        return false;
      }
    }
    return !name.isEmpty() && !name.equals("node_modules") && !name.equals("favicon.ico");
  }

  private static void addProblemsOfScoped(String name, List<String> problems) {
    int slash = name.indexOf('/');
    boolean shaped =
        name.startsWith("@")
            && slash > 1
            && slash < name.length() - 1
            && name.indexOf('/', slash + 1) < 0;
    if (shaped && name.charAt(slash + 1) == '.') {
      problems.add("name cannot start with a period");
    }
    boolean friendly =
        shaped && isFriendly(name, 1, slash) && isFriendly(name, slash + 1, name.length());
    if (!friendly) {
      problems.add("name can only contain URL-friendly characters");
    }
  }

  /** Whether encodeURIComponent would leave the part as it is. */
  private static boolean isFriendly(String name, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = name.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && "-_.!~*'()".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
