package dev.jpm.bench.registry;

import org.jspecify.annotations.Nullable;

/** What a server has to offer. Blocking; safe for many threads. */
public interface Shelf {
  /** The packument of {@code name}, or null where there is none. */
  @Nullable Document packument(String name, Form form);

  /**
   * A tarball, or null where there is none.
   *
   * @param fileName the last part of its URL
   */
  @Nullable Body tarball(String name, String fileName);

  /**
   * What {@code GET /name/version} answers as JSON, or null where there is no such version.
   *
   * @param version a version or a tag
   */
  byte @Nullable [] manifest(String name, String version);
}
