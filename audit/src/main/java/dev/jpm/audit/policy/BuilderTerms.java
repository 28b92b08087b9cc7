package dev.jpm.audit.policy;

import dev.jpm.audit.signature.Identity;
import dev.jpm.model.glob.Glob;
import java.util.List;

/**
 * By whom packages may be built. All texts have stars, and none of a kind are all.
 *
 * @param repositories host and path: {@code github.com/corp/*}
 * @param workflows files in them
 * @param refs branches, or {@code refs/tags/*}
 * @param builders services that run workflows, and their runners
 */
public record BuilderTerms(
    List<PackagePattern> packages,
    List<String> repositories,
    List<String> workflows,
    List<String> refs,
    List<String> builders) {

  public BuilderTerms {
    packages = List.copyOf(packages);
    repositories = List.copyOf(repositories);
    workflows = List.copyOf(workflows);
    refs = List.copyOf(refs);
    builders = List.copyOf(builders);
  }

  boolean isAbout(PackageFacts facts) {
    return packages.stream().anyMatch(one -> one.matches(facts.name(), facts.version()));
  }

  boolean names(Identity identity) {
    return fits(repositories, bare(identity.repository()))
        && fits(workflows, identity.workflow())
        && fits(refs, identity.ref())
        && fits(builders, bare(identity.builder()));
  }

  private static boolean fits(List<String> patterns, String text) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> Glob.of(bare(pattern)).matches(text));
  }

  /** Policies name hosts without how they are reached. */
  private static String bare(String address) {
    return address.startsWith("https://") ? address.substring("https://".length()) : address;
  }
}
