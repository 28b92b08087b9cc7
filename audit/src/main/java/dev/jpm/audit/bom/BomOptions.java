package dev.jpm.audit.bom;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * What a bill of materials says beside its packages.
 *
 * @param type of the project: library, application, framework
 * @param lockOnly whether a lockfile was read, and not what is on disk
 * @param version of jpm
 * @param specVersion of CycloneDX
 */
public record BomOptions(
    String type, boolean lockOnly, String version, UUID id, Instant now, String specVersion) {
  /** As JavaScript writes a moment: always with milliseconds. */
  String timestamp() {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(ZoneOffset.UTC)
        .format(now);
  }
}
