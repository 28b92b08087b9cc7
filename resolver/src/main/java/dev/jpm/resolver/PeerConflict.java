package dev.jpm.resolver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why peer dependencies cannot be met, as a small tree of because: what was found, which edge it
 * does not satisfy, and what would have.
 *
 * @param strict whether strict-peer-deps made it fatal
 */
public record PeerConflict(
    @Nullable Reason found, Because unmet, @Nullable Reason conflicting, boolean strict) {

  /**
   * A package and why it is there.
   *
   * @param whileInstalling the package whose dependencies were being worked out, where it is not
   *     the project itself
   */
  public record Reason(
      String name,
      @Nullable String version,
      @Nullable String location,
      boolean workspace,
      @Nullable String whileInstalling,
      List<Because> dependents,
      List<Reason> linksIn) {
    public Reason {
      dependents = List.copyOf(dependents);
      linksIn = List.copyOf(linksIn);
    }
  }

  /**
   * An edge that asks for a package.
   *
   * @param type npm's word: prod, dev, optional, peer, peerOptional, workspace
   * @param original the spec before an override changed it; null where none did
   * @param from the depender; null is the root project
   */
  public record Because(
      String type,
      String name,
      String spec,
      @Nullable String original,
      boolean bundled,
      @Nullable Reason from) {}
}
