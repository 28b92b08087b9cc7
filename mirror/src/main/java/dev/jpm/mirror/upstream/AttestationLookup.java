package dev.jpm.mirror.upstream;

import tools.jackson.databind.JsonNode;

/** What came of asking what is attested of a version. */
public sealed interface AttestationLookup {
  /** As its registry has answered. */
  record Found(JsonNode answer) implements AttestationLookup {}

  /** Nothing is. */
  record Missing() implements AttestationLookup {}

  /** Nobody could be asked, and nothing is kept. */
  record Unavailable(String reason) implements AttestationLookup {}
}
