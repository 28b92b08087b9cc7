package dev.jpm.bench.registry;

/**
 * One form of a packument, ready to be sent.
 *
 * @param etag with its quotes
 */
public record Document(Body plain, Body gzip, String etag) {}
