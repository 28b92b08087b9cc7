package dev.jpm.audit.policy;

import dev.jpm.audit.Finding;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be ignored.
 *
 * @param ids that it is known by
 * @param path where it is, as the lockfile's key
 */
public record Matter(
    Kind kind, Set<String> ids, String name, @Nullable String version, String path) {
  /** What the ids are of. */
  public enum Kind {
    RULE,
    ADVISORY
  }

  public Matter {
    ids = Set.copyOf(ids);
  }

  static Matter of(Finding finding) {
    return new Matter(
        Kind.RULE, Set.of(finding.rule().id()), finding.name(), finding.version(), finding.path());
  }
}
