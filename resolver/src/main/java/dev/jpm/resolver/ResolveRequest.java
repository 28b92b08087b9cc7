package dev.jpm.resolver;

import dev.jpm.model.Manifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * All that an ideal tree is made from.
 *
 * @param projectPath the absolute path of the project root, {@code /} between segments; only to
 *     make absolute {@code file:} paths relative to it
 * @param root the project's package.json, normalised
 * @param workspaces the folders of the project's workspaces by package name, relative to the root
 */
public record ResolveRequest(
    String projectPath,
    Manifest root,
    SequencedMap<String, String> workspaces,
    StartingTree start,
    Changes changes,
    ResolveOptions options) {
  public ResolveRequest {
    workspaces = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(workspaces));
  }
}
