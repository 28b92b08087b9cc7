package dev.jpm.registrymock;

import tools.jackson.databind.JsonNode;

/** What is attested of versions. */
final class Attestations {
  /** Where it lies, below the registry. */
  static final String PATH = "-/npm/v1/attestations/";

  private Attestations() {}

  /** The kind of the first statement in a registry's answer. */
  static String provenance(JsonNode answer) {
    return answer.path("attestations").path(0).path("predicateType").asString("");
  }
}
