package dev.jpm.resolver;

/**
 * Builds the tree that should be: from package.json, what is known already, and what the user asked
 * for, to where every package stands. Same input and same registry, same tree, always. Not
 * thread-safe; blocks on its sources; a resolution never changes what it was given.
 */
public final class IdealTree {
  private final PackumentSource packuments;
  private final ManifestSource manifests;
  private final PickListener picks;

  public IdealTree(PackumentSource packuments, ManifestSource manifests, PickListener picks) {
    this.packuments = packuments;
    this.manifests = manifests;
    this.picks = picks;
  }

  /**
   * The ideal tree for {@code request}, or why peers contradict.
   *
   * @throws dev.jpm.model.error.JpmException E404, ETARGET, ENOVERSIONS where something required
   *     cannot be had; EBADPLATFORM, EBADENGINE; EOVERRIDE; or what a source failed with
   */
  public Resolution resolve(ResolveRequest request) {
    if (request.workspaces().isEmpty()) {
      throw new UnsupportedOperationException("not yet: " + packuments + manifests + picks);
    }
    throw new UnsupportedOperationException("not yet");
  }
}
