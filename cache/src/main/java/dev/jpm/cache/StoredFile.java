package dev.jpm.cache;

/**
 * One file of an unpacked package.
 *
 * @param path below the package folder, {@code /} between names; never absolute, never climbing
 * @param size in bytes
 * @param execute who may execute it, as in a mode: 4 the owner, 2 the group, 1 others, added up;
 *     everybody may read and write, and the umask is taken off
 * @param checksum CRC-32C of the content, to find decay (not attacks)
 */
public record StoredFile(String path, long size, int execute, int checksum) {
  /** Whether anybody may execute it. */
  public boolean executable() {
    return execute != 0;
  }
}
