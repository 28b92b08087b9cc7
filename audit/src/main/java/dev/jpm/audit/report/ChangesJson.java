package dev.jpm.audit.report;

import dev.jpm.audit.change.Change;
import dev.jpm.audit.registry.Release;
import dev.jpm.lockfile.entry.LockedPackage;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes of a lockfile as JSON. */
public final class ChangesJson {
  private ChangesJson() {}

  /** The changes in {@code file}. What nobody knows is left out. */
  public static ArrayNode of(String file, List<Change> changes) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Change change : changes) {
      ObjectNode json = list.addObject();
      json.put("kind", change.kind().word());
      json.put("package", change.entry().name());
      LockedPackage before = change.before();
      LockedPackage after = change.after();
      json.put("before", before == null ? null : before.version());
      json.put("after", after == null ? null : after.version());
      json.put("file", file);
      json.put("path", change.entry().key());
      Release release = change.newRelease();
      if (release != null) {
        fill(json, release);
      }
    }
    return list;
  }

  private static void fill(ObjectNode json, Release release) {
    if (release.licence() != null) {
      json.put("license", release.licence());
    }
    if (release.published() != null) {
      json.put("published", release.published().toString());
    }
    if (release.publisher() != null) {
      json.put("publisher", release.publisher());
    }
    if (release.unpackedSize() >= 0) {
      json.put("size", release.unpackedSize());
    }
    json.put("scripts", release.hasInstallScript() || release.isBuiltWithoutScript());
    json.put("provenance", release.hasProvenance());
  }
}
