package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A package's scripts as {@code run} without a name lists them: those that npm runs by itself at
 * some time, and the rest; each in the order of package.json.
 */
public record ScriptListing(
    SequencedMap<String, String> lifecycle, SequencedMap<String, String> others) {
  private static final Set<String> LIFECYCLE =
      Set.of(
          "prepare",
          "prepublishOnly",
          "prepack",
          "postpack",
          "dependencies",
          "preinstall",
          "install",
          "postinstall",
          "prepublish",
          "publish",
          "postpublish",
          "prerestart",
          "restart",
          "postrestart",
          "prestart",
          "start",
          "poststart",
          "prestop",
          "stop",
          "poststop",
          "pretest",
          "test",
          "posttest",
          "preuninstall",
          "uninstall",
          "postuninstall",
          "preversion",
          "version",
          "postversion");

  public static ScriptListing of(Manifest manifest) {
    SequencedMap<String, String> lifecycle = new LinkedHashMap<>();
    SequencedMap<String, String> others = new LinkedHashMap<>();
    manifest
        .scripts()
        .forEach(
            (event, script) -> (LIFECYCLE.contains(event) ? lifecycle : others).put(event, script));
    return new ScriptListing(lifecycle, others);
  }
}
