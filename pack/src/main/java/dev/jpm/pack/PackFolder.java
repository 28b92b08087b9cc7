package dev.jpm.pack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder on the walk with the rules that count in it, and so for all below it. What a folder
 * above leaves out stays out, unless the folder itself was named exactly.
 *
 * @param parent the folder above within the package, or null for the package itself
 * @param name of the folder
 * @param exact whether rules above speak of this very folder and not only of what is below it
 * @param rules in the order in which they decide: the last that fits counts
 */
record PackFolder(@Nullable PackFolder parent, String name, boolean exact, List<IgnoreRule> rules) {
  PackFolder {
    rules = List.copyOf(rules);
  }

  PackFolder child(String childName, boolean childExact, List<IgnoreRule> childRules) {
    return new PackFolder(this, childName, childExact, childRules);
  }

  /** Whether a file of that name is taken in. */
  boolean takesFile(String entry) {
    return takes(entry, false, null);
  }

  /** Whether something below a folder of that name could be taken in. */
  boolean entersFolder(String entry) {
    return takes(entry, true, null);
  }

  /** Whether rules speak of that folder itself. */
  boolean namesFolder(String entry) {
    return takes(entry, false, null) || takes(entry + "/", false, null);
  }

  private boolean takes(String entry, boolean partial, @Nullable String baseName) {
    boolean included = true;
    if (parent != null) {
      included = parent.takes(name + "/" + entry, partial, baseName == null ? entry : baseName);
      if (!included && !exact) {
        return false;
      }
    }
    for (IgnoreRule rule : rules) {
      if (rule.includes() != included && fits(rule, entry, partial, baseName)) {
        included = rule.includes();
      }
    }
    return included;
  }

  private static boolean fits(
      IgnoreRule rule, String entry, boolean partial, @Nullable String baseName) {
    if (rule.matches("/" + entry) || rule.matches(entry)) {
      return true;
    }
    if (!partial) {
      return false;
    }
    List<String> names = new ArrayList<>(List.of(entry));
    if (baseName != null && rule.isRelative()) {
      names.add(baseName);
    }
    for (String one : names) {
      if (rule.matches("/" + one + "/")
          || rule.matches(one + "/")
          || (rule.includes() && (rule.matches("/" + one, true) || rule.matches(one, true)))) {
        return true;
      }
    }
    return false;
  }
}
