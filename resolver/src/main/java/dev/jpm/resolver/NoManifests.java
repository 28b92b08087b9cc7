package dev.jpm.resolver;

import dev.jpm.model.tree.Node.PackageNode;
import java.util.List;

/** The manifest source that has nothing. */
record NoManifests() implements ManifestSource {
  @Override
  public ManifestAnswer folder(String path) {
    return new ManifestAnswer.Missing();
  }

  @Override
  public ManifestAnswer file(String path) {
    return new ManifestAnswer.Missing();
  }

  @Override
  public ManifestAnswer remote(String url) {
    return new ManifestAnswer.Missing();
  }

  @Override
  public ManifestAnswer git(String spec) {
    return new ManifestAnswer.Missing();
  }

  @Override
  public ContentsAnswer contents(PackageNode node) {
    return new ContentsAnswer.Found(List.of(), List.of());
  }
}
