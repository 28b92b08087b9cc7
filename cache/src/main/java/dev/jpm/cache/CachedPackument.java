package dev.jpm.cache;

import java.util.Optional;

/**
 * A registry document as it was kept.
 *
 * @param etag as the registry sent it, quotes included; empty where it sent none
 * @param lastModified the header as it was sent; empty where there was none
 * @param fetchedAt when the registry last said that it is current: milliseconds since 1970
 * @param form what the bytes are; a word of the one who put them, up to 255 bytes of UTF-8
 * @param bytes the document; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Up to 20 MB: a copy would be felt, equality is unused.
public record CachedPackument(
    Optional<String> etag,
    Optional<String> lastModified,
    long fetchedAt,
    String form,
    byte[] bytes) {}
