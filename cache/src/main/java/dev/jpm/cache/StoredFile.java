package dev.jpm.cache;

/**
 * One file of an unpacked package.
 *
 * @param path below the package folder, {@code /} between names; never absolute, never climbing
 * @param size in bytes
 * @param executable the mode class: 0777 or else 0666, each less the umask
 * @param checksum CRC-32C of the content, to find decay (not attacks)
 */
public record StoredFile(String path, long size, boolean executable, int checksum) {}
