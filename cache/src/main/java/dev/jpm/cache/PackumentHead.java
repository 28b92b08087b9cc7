package dev.jpm.cache;

/**
 * What is known of a cached document without reading it.
 *
 * @param fetchedAt when the registry last said that it is current: milliseconds since 1970
 * @param form what the bytes are; the word of the one who put them
 * @param mark a number that another document, or the same in another form, does not have: checksum
 *     and length
 */
public record PackumentHead(PackumentCache.Key key, long fetchedAt, String form, long mark) {}
