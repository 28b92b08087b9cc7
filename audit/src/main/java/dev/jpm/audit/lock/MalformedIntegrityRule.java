package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Hash;
import org.jspecify.annotations.Nullable;

/** Digests can be used. */
final class MalformedIntegrityRule extends DigestRule {
  private static final Rule RULE =
      new Rule(
          "integrity-malformed",
          Severity.HIGH,
          "An integrity that cannot be used",
          "Let the tool that wrote the lockfile write the entry anew");

  MalformedIntegrityRule() {
    super(RULE);
  }

  @Override
  @Nullable String problem(LockedPackage entry, Integrity integrity) {
    Hash hash = integrity.strongestHash().orElse(null);
    if (hash == null) {
      return "The integrity of " + entry.id() + " names no digest that anybody knows";
    }
    return hash.bytes().length == hash.algorithm().digest().getDigestLength()
        ? null
        : "The integrity of " + entry.id() + " is not as long as such a digest is";
  }
}
