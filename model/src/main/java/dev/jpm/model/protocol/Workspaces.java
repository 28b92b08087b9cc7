package dev.jpm.model.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The workspaces of a project, as specs may ask for them.
 *
 * @param byName what each is, by its package name
 */
public record Workspaces(SequencedMap<String, Workspace> byName) {

  /**
   * One workspace.
   *
   * @param path of its folder from the project's, {@code /} between segments
   * @param version null where its package.json has none
   */
  public record Workspace(String path, @Nullable String version) {}

  public Workspaces {
    byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
  }

  /** A project without any. */
  public static Workspaces none() {
    return new Workspaces(new LinkedHashMap<>());
  }

  /** The one whose folder that is, with its name. */
  Optional<Map.Entry<String, Workspace>> at(String path) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().path().equals(path))
        .findFirst();
  }
}
