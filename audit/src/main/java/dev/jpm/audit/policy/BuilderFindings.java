package dev.jpm.audit.policy;

import dev.jpm.audit.Finding;
import dev.jpm.audit.policy.Build.Stated;
import dev.jpm.audit.policy.PackageFacts.Origin;
import dev.jpm.audit.policy.PackageFacts.Scripts;
import dev.jpm.audit.signature.Identity;
import dev.jpm.audit.signature.InstalledRelease;
import dev.jpm.audit.signature.Proof;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a policy has against who built the packages that are installed. */
public final class BuilderFindings {
  private BuilderFindings() {}

  /**
   * Those about {@code releases}.
   *
   * @param built who built them, where that is proven
   */
  public static List<Finding> of(
      Policy policy, Collection<InstalledRelease> releases, Map<InstalledRelease, Identity> built) {
    List<Finding> findings = new ArrayList<>();
    for (InstalledRelease release : releases) {
      Identity identity = built.get(release);
      Proof proof =
          identity == null
              ? new Proof.None("it has no provenance that holds")
              : new Proof.By(identity);
      Verdict verdict =
          policy
              .provenance()
              .byWhom(
                  new PackageFacts(
                      release.name(),
                      release.version(),
                      Origin.REGISTRY,
                      null,
                      null,
                      null,
                      Scripts.UNKNOWN,
                      new Build(Stated.YES, false, proof)),
                  policy.severities());
      if (verdict != null) {
        findings.add(
            new Finding(
                    verdict.rule(),
                    release.name(),
                    release.version(),
                    release.location(),
                    1,
                    verdict.reason())
                .as(verdict.severity()));
      }
    }
    return findings;
  }
}
