package dev.jpm.resolver;

/** Ends a resolution that cannot succeed; never leaves this package, where it becomes a value. */
final class ConflictException extends RuntimeException {
  private final transient PeerConflict conflict;

  ConflictException(PeerConflict conflict) {
    super("ERESOLVE", null, false, false);
    this.conflict = conflict;
  }

  PeerConflict conflict() {
    return conflict;
  }
}
