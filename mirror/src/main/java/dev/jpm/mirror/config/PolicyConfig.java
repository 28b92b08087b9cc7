package dev.jpm.mirror.config;

import dev.jpm.audit.Severity;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What may pass of what upstreams have.
 *
 * @param file the policy, as {@code jpm audit} reads it; null for none
 * @param advisories OSV records, a zip or a folder; null for none
 * @param refuse what the policy has against a version is refused where it is as bad as this
 * @param refuseAdvisories and vulnerabilities where they are as bad as this; malware always is
 * @param keepWithdrawn whether what an upstream has no longer may still be had from here
 */
public record PolicyConfig(
    @Nullable Path file,
    @Nullable Path advisories,
    Severity refuse,
    Severity refuseAdvisories,
    boolean keepWithdrawn) {
  /** Lets everything pass. */
  public static final PolicyConfig NONE =
      new PolicyConfig(null, null, Severity.HIGH, Severity.CRITICAL, true);

  public boolean isNone() {
    return file == null && advisories == null && keepWithdrawn;
  }
}
