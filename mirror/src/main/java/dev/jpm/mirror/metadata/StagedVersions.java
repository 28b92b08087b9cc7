package dev.jpm.mirror.metadata;

import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Versions that wait for somebody to approve them; their tarballs are stored already. */
public interface StagedVersions {
  /**
   * One of them.
   *
   * @param digest of its tarball
   * @param person who brought it
   */
  record Staged(
      String id,
      PackageName name,
      String version,
      String digest,
      long size,
      String person,
      Instant created,
      Content content) {}

  /**
   * What it will be.
   *
   * @param restricted whether its package is to be for those alone who have rights to it
   */
  record Content(
      ObjectNode manifest,
      List<String> tags,
      String readme,
      boolean restricted,
      List<Attestation> attestations) {}

  /** Adds one; false where that version waits already. */
  boolean add(Staged staged);

  Optional<Staged> find(String id);

  /** All that wait, oldest first. */
  List<Staged> all();

  /** Removes one; false where it is gone. */
  boolean remove(String id);
}
