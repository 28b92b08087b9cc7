package dev.jpm.mirror.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Keys that versions are signed with: the mirror's own, and what upstreams have told of theirs. */
public interface SigningKeys {
  /**
   * A key of the mirror.
   *
   * @param id by which signatures name it
   * @param known its public half: SubjectPublicKeyInfo in Base64
   * @param secret the other one: PKCS #8 in Base64; null where it signs no longer
   * @param retired null where it still signs
   */
  record OwnKey(
      String id, String known, @Nullable String secret, Instant made, @Nullable Instant retired) {}

  /** The one that signs. */
  Optional<OwnKey> current();

  /**
   * Makes {@code key} the one that signs; the one before it does no longer, and loses its secret.
   */
  void add(OwnKey key);

  /** All of the mirror, newest first. */
  List<OwnKey> own();

  /** Forgets those of the mirror; what they have signed is not signed any more. */
  void forgetOwn();

  /** Keeps what an upstream has told of a key, for when it cannot be asked. */
  void keep(List<ObjectNode> told);

  /** What upstreams have told. */
  List<ObjectNode> kept();
}
