package dev.jpm.audit.policy;

import dev.jpm.audit.policy.PackageFacts.Origin;
import dev.jpm.model.glob.Glob;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where packages may come from.
 *
 * @param hosts null for all
 * @param kinds of origins
 * @param repositories host and path of repositories that may be used, with stars; null for all
 */
public record SourceTerms(
    @Nullable Set<String> hosts, Set<Origin> kinds, @Nullable List<String> repositories) {
  static final SourceTerms NONE = new SourceTerms(null, Set.of(Origin.values()), null);

  public SourceTerms {
    hosts = hosts == null ? null : Set.copyOf(hosts);
    kinds = Set.copyOf(kinds);
    repositories = repositories == null ? null : List.copyOf(repositories);
  }

  @Nullable Verdict verdict(PackageFacts facts, Severities severities) {
    String problem = problem(facts);
    return problem == null
        ? null
        : severities.verdict(PolicyRules.SOURCE, facts.id() + " comes from " + problem);
  }

  private @Nullable String problem(PackageFacts facts) {
    if (!kinds.contains(facts.origin())) {
      return switch (facts.origin()) {
        case REGISTRY -> "a registry";
        case REPOSITORY -> "a repository";
        case REMOTE -> "a URL";
        case FOLDER -> "a folder";
      };
    }
    String address = facts.address();
    if (address == null || facts.origin() == Origin.FOLDER) {
      return null;
    }
    if (facts.origin() == Origin.REPOSITORY && repositories != null) {
      return repositories.stream().anyMatch(one -> Glob.of(one).matches(address)) ? null : address;
    }
    String host = facts.host();
    return hosts == null || hosts.contains(host) ? null : host;
  }
}
