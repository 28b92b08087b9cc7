package dev.jpm.registrymock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version on the shelf.
 *
 * @param version as published
 * @param manifest the full manifest; its {@code dist} lacks {@code tarball}, which depends on how a
 *     client reached the registry
 * @param fileName the last part of the tarball's URL
 * @param tarball the bytes served
 * @param time when it was published
 * @param tarballUrl where the tarball is said to be, or null for this registry
 * @param attestations what is attested of it, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record Stored(
    String version,
    ObjectNode manifest,
    String fileName,
    byte[] tarball,
    Instant time,
    @Nullable String tarballUrl,
    @Nullable JsonNode attestations) {}
