package dev.jpm.fetcher;

/**
 * What a tar header says of one entry.
 *
 * @param path as written, with prefix and extended headers applied
 * @param kind what it is
 * @param mode permission bits, set-uid and the like included; 0 where the header holds no number
 * @param size of the content in bytes; 0 for what has none
 */
record TarEntry(String path, Kind kind, int mode, long size) {
  enum Kind {
    FILE,
    /** A folder, a link, a device, or something that only some tars know. */
    OTHER
  }
}
