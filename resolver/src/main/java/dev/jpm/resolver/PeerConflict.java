package dev.jpm.resolver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why peer dependencies cannot be met, as a small tree of because: what was found, which edge it
 * does not satisfy, and what would have.
 *
 * @param whileResolving the package, with its version, whose dependencies were being worked out;
 *     null where that is not known
 * @param found what stands where the unmet edge looks; null where nothing could be put there
 * @param rival what the depender's own depender asks for under that name, where it does
 * @param strict whether strict-peer-deps made it fatal
 */
public record PeerConflict(
    @Nullable String whileResolving,
    @Nullable Reason found,
    @Nullable Because rival,
    Because unmet,
    @Nullable Reason conflicting,
    boolean strict) {

  /**
   * A package and why it is there.
   *
   * @param location where it stands; null where that was told already
   */
  public record Reason(
      String name,
      @Nullable String version,
      @Nullable String location,
      boolean workspace,
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
