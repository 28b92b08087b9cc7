package dev.jpm.install;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.glob.Glob;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The {@code workspaces} field read: which patterns take folders in and which leave them out. A
 * pattern after a negated one takes back in what it names, as in npm.
 */
record WorkspacePatterns(List<String> included, List<String> excluded) {

  boolean isEmpty() {
    return included.isEmpty();
  }

  /** Reads {@code workspaces} as a list, or as an object with a list {@code packages}. */
  static WorkspacePatterns of(Manifest manifest) {
    JsonNode declared = manifest.field("workspaces");
    if (declared == null) {
      return new WorkspacePatterns(List.of(), List.of());
    }
    JsonNode list = declared.isObject() ? declared.get("packages") : declared;
    if (list == null || !list.isArray()) {
      throw JpmException.of(
          ErrorCode.ECONFIG, "The workspaces field of package.json must be a list of folders");
    }
    List<String> written = new ArrayList<>();
    for (JsonNode item : list) {
      if (item.isString()) {
        written.add(item.stringValue());
      }
    }
    return of(written);
  }

  /** Reads patterns in their order. */
  static WorkspacePatterns of(List<String> written) {
    List<String> included = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    written.forEach(pattern -> sort(pattern, included, excluded));
    included.removeIf(pattern -> isMatched(pattern, excluded));
    return new WorkspacePatterns(List.copyOf(included), List.copyOf(excluded));
  }

  boolean contains(String path) {
    return isMatched(path, included) && !excludes(path);
  }

  boolean excludes(String path) {
    return isMatched(path, excluded);
  }

  private static void sort(String written, List<String> included, List<String> excluded) {
    int marks = 0;
    while (marks < written.length() && written.charAt(marks) == '!') {
      marks++;
    }
    String pattern =
        written
            .substring(marks)
            .replace('\\', '/')
            .replaceFirst("^\\.?/+", "")
            .replaceFirst("/+$", "");
    if (marks % 2 == 1) {
      excluded.add(pattern);
    } else {
      excluded.removeIf(negated -> Glob.of(negated).matches(pattern));
      included.add(pattern);
    }
  }

  private static boolean isMatched(String path, List<String> patterns) {
    return patterns.stream().anyMatch(pattern -> Glob.of(pattern).matches(path));
  }
}
