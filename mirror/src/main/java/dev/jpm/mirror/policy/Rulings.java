package dev.jpm.mirror.policy;

import dev.jpm.model.Integrity.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about the versions of one packument.
 *
 * @param refused all that counts against them, by version, in the packument's order
 * @param waived what does not count, by version
 * @param tags where tags point now
 * @param choices what clients will choose most: {@code latest}, the newest of each major line, and
 *     what other tags name
 * @param allowedFiles what the tarballs of the others are called
 * @param refusedFiles why, by the name of the tarball
 * @param unproven versions of the others that the policy wants to know the builder of, and of which
 *     nobody has looked yet
 * @param until when it must be decided again; null for never
 */
record Rulings(
    SequencedMap<String, List<Objection>> refused,
    SequencedMap<String, List<Waived>> waived,
    SequencedMap<String, String> tags,
    List<String> choices,
    Set<String> allowedFiles,
    Map<String, String> refusedFiles,
    Map<String, Offered.Version> unproven,
    @Nullable Instant until) {
  private static final int TOLD = 5;

  boolean holds(Instant now) {
    return until == null || now.isBefore(until);
  }

  boolean refuseNothing() {
    return refused.isEmpty();
  }

  boolean refuseAll() {
    return allowedFiles.isEmpty() && !refused.isEmpty();
  }

  /** Of the versions that clients will choose, those whose builder is not known. */
  List<Offered.Version> unprovenChoices() {
    return choices.stream().map(unproven::get).filter(Objects::nonNull).toList();
  }

  /** The version with that tarball, where its builder is not known. */
  Optional<Offered.Version> unprovenFile(String file) {
    return unproven.values().stream().filter(version -> version.file().equals(file)).findFirst();
  }

  /** Why versions are refused: what weighs most, of each. */
  SequencedMap<String, String> reasons() {
    SequencedMap<String, String> reasons = new LinkedHashMap<>();
    refused.forEach((version, against) -> reasons.put(version, against.getFirst().reason()));
    return reasons;
  }

  /** Why, for those who wanted any of them: what was decided of the newest. */
  String message() {
    StringBuilder message = new StringBuilder();
    reasons().reversed().values().stream()
        .distinct()
        .limit(TOLD)
        .forEach(reason -> message.append(message.isEmpty() ? "" : "; ").append(reason));
    return message.toString();
  }

  /** Differs when what is decided does. */
  String digest() {
    byte[] text = (reasons() + "\n" + tags).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Algorithm.SHA256.digest().digest(text), 0, 8);
  }
}
