package dev.jpm.linker;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;

/** Says what the authors of a package say of its being out of use. */
final class Deprecations {
  private Deprecations() {}

  static void tell(Node node, Reporter reporter) {
    String deprecated = node instanceof PackageNode here ? here.manifest().deprecated() : null;
    if (node instanceof PackageNode here && deprecated != null && !deprecated.isEmpty()) {
      String id = here.packageName() + "@" + here.manifest().version();
      reporter.on(new Event.Warning("deprecated", id + ": " + deprecated));
    }
  }
}
