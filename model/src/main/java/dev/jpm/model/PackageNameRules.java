package dev.jpm.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** npm's rules for names that may be installed (validate-npm-package-name, "old packages"). */
final class PackageNameRules {
  /** What encodeURIComponent leaves as it is. */
  private static final Pattern URL_FRIENDLY = Pattern.compile("[A-Za-z0-9\\-_.!~*'()]+");

  private PackageNameRules() {}

  /** Why {@code name} is no package name, or null where it is one. */
  static @Nullable String problemOf(String name) {
    if (name.isEmpty()) {
      return "name length must be greater than zero";
    }
    if (name.startsWith(".")) {
      return "name cannot start with a period";
    }
    if (name.startsWith("_")) {
      return "name cannot start with an underscore";
    }
    if (!name.strip().equals(name)) {
      return "name cannot contain leading or trailing spaces";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("node_modules") || lower.equals("favicon.ico")) {
      return lower + " is not a valid package name";
    }
    if (name.startsWith("@")) {
      return problemOfScoped(name);
    }
    return URL_FRIENDLY.matcher(name).matches()
        ? null
        : "name can only contain URL-friendly characters";
  }

  private static @Nullable String problemOfScoped(String name) {
    int slash = name.indexOf('/');
    boolean friendly =
        slash > 1
            && URL_FRIENDLY.matcher(name.substring(1, slash)).matches()
            && URL_FRIENDLY.matcher(name.substring(slash + 1)).matches();
    if (!friendly) {
      return "name can only contain URL-friendly characters";
    }
    return name.charAt(slash + 1) == '.' ? "name cannot start with a period" : null;
  }
}
