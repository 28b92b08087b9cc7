package dev.jpm.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry of {@code allowScripts} that is about nothing installed any more.
 *
 * @param value what it says
 */
public record StaleApproval(String key, JsonNode value, Reason reason) {

  /** Why it is about nothing. */
  public enum Reason {
    NOT_INSTALLED("not-installed", "package not installed"),
    NO_SCRIPTS("no-scripts", "no install scripts");

    private final String code;
    private final String words;

    Reason(String code, String words) {
      this.code = code;
      this.words = words;
    }

    /** For programs, as npm has it. */
    public String code() {
      return code;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /**
   * The stale entries among those of a project; one that cannot be read is none.
   *
   * @param project what relative folders in keys start from
   */
  public static List<StaleApproval> in(
      ObjectNode allowScripts, List<PolicySubject> subjects, PackageFiles files, Path project) {
    List<StaleApproval> stale = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : allowScripts.properties()) {
      PolicyKey key = PolicyKey.parse(entry.getKey(), project).orElse(null);
      if (key == null) {
        continue;
      }
      List<PolicySubject> meant =
          subjects.stream().filter(subject -> key.matches(subject, false)).toList();
      boolean needed =
          meant.stream()
              .anyMatch(it -> !InstallScripts.of(it.node(), it.isFromRegistry(), files).isEmpty());
      if (!needed) {
        Reason reason = meant.isEmpty() ? Reason.NOT_INSTALLED : Reason.NO_SCRIPTS;
        stale.add(new StaleApproval(entry.getKey(), entry.getValue(), reason));
      }
    }
    return stale;
  }
}
