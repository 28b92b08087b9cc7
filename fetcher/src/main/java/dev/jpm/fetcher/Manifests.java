package dev.jpm.fetcher;

import dev.jpm.model.Manifest;
import tools.jackson.databind.node.ObjectNode;

/** Makes manifests of what was parsed, normalised as npm does before it uses one. */
final class Manifests {
  private Manifests() {}

  static Manifest normalised(ObjectNode json) {
    return new Manifest(json);
  }
}
