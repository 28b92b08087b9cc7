package dev.jpm.mirror.publish;

import dev.jpm.mirror.blob.Upload;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document that a client has sent about a package, as far as it matters: nobody holds the
 * manifests of versions that are known already.
 *
 * @param versions all that it names
 * @param added manifests of those that were not known
 * @param deprecated what it says of versions that are known, by version; empty texts too
 * @param maintainers names; null where it says nothing of them
 * @param restricted whether it is to be for those alone who have rights to it
 * @param tarball the one that came along; null where none did
 * @param provenance likewise
 */
public record Submission(
    String name,
    SequencedMap<String, String> tags,
    Set<String> versions,
    Map<String, ObjectNode> added,
    Map<String, String> deprecated,
    String readme,
    @Nullable List<String> maintainers,
    boolean restricted,
    @Nullable Attachment tarball,
    @Nullable Statement provenance) {

  /** A statement of where a version was built, as it came along. */
  public record Statement(String file, String text) {}

  /** Bytes that came along, not kept yet. */
  public record Attachment(String name, Upload upload) {}
}
