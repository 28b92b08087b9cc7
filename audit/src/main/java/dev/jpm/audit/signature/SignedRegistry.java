package dev.jpm.audit.signature;

import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The registries that packages come from. */
public interface SignedRegistry {
  /** The address of the registry that {@code name} comes from. */
  String address(String name);

  /** The keys of that registry; none where it has none. */
  List<SigningKey> keys(String name);

  /** The whole document about {@code name}. */
  JsonNode document(String name);

  /**
   * What is attested of a version of {@code name}.
   *
   * @param url where the document says that it lies; only its path counts, as nobody but the
   *     registry itself is asked
   */
  JsonNode attestations(String name, String url);

  /** Lets attestations be fetched meanwhile. */
  void expect(String name, String url);

  /** Lets documents be fetched meanwhile. */
  void prefetch(Collection<String> names);
}
