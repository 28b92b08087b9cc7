package dev.jpm.mirror.packument;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Is shown a packument piece by piece, so that nobody holds it whole. */
public interface PackumentVisitor {
  /** What is said of the package, apart from its versions. */
  void field(String name, JsonNode value);

  /** Whether the manifest of {@code version} is to be shown; otherwise it is passed over. */
  default boolean wants(String version) {
    return true;
  }

  /** One version's manifest, which the visitor may change and keep. */
  void release(String version, ObjectNode manifest);
}
