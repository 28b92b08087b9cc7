package dev.jpm.cli.work;

import dev.jpm.install.PackagePicker;
import dev.jpm.install.Workbench;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.RegistrySpec;
import dev.jpm.resolver.PickResult;
import dev.jpm.resolver.VersionPicker;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The whole package.json of a published version, with all that installs have no use for. */
final class PublishedManifest {
  private PublishedManifest() {}

  /** What an install would take for {@code spec}; empty where no registry has it. */
  static Optional<JsonNode> of(Workbench bench, Spec spec) {
    PackageName name = spec.name();
    if (name == null || !(spec instanceof RegistrySpec)) {
      return Optional.empty();
    }
    PackagePicker picker = new PackagePicker(bench);
    Optional<Packument> packument = picker.packument(name);
    if (packument.isEmpty()
        || !(picker.pick(new VersionPicker(), packument.get(), spec.raw())
            instanceof PickResult.Picked picked)) {
      return Optional.empty();
    }
    JsonNode versions = bench.client().document(name).path("versions");
    return Optional.ofNullable(versions.get(picked.release().version()));
  }
}
