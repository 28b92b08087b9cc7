/**
 * The content-addressed store of tarballs and unpacked packages, indexed by SQLite; the packument
 * cache.
 */
@NullMarked
package dev.jpm.cache;

import org.jspecify.annotations.NullMarked;
