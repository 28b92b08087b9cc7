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

  /** Lets documents be fetched meanwhile. */
  void prefetch(Collection<String> names);
}
