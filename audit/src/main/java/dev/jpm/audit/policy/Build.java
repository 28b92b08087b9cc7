package dev.jpm.audit.policy;

import dev.jpm.audit.signature.Proof;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how a version was built.
 *
 * @param stated whether its registry has provenance of it
 * @param statedBefore whether it has provenance of a version that came before
 * @param proof what the provenance proves; null where nobody has looked
 */
public record Build(Stated stated, boolean statedBefore, @Nullable Proof proof) {
  /** Nobody has been asked. */
  public static final Build UNKNOWN = new Build(Stated.UNKNOWN, false, null);

  /** Whether a registry has provenance of a version. */
  public enum Stated {
    YES,
    NO,
    UNKNOWN;

    public static Stated of(boolean has) {
      return has ? YES : NO;
    }
  }

  /** The same with what the provenance proves. */
  public Build with(@Nullable Proof proven) {
    return new Build(stated, statedBefore, proven);
  }
}
