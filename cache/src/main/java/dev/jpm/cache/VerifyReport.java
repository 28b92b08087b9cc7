package dev.jpm.cache;

import java.time.Duration;

/**
 * What verifying found.
 *
 * @param tarballs whose SHA-512 was computed again and is right
 * @param packages unpacked packages whose files are all there and right
 * @param entries packages in the virtual store that are as they were put there
 * @param bytes in the sound tarballs and packages
 * @param damaged tarballs and packages thrown away because of wrong content
 * @param incomplete packages thrown away because files were missing or foreign
 * @param reclaimedBytes freed by what was thrown away and by remains of dead processes
 * @param reindexed packages that the index did not know, or knew wrongly
 * @param packuments documents kept
 * @param took how long it lasted
 */
public record VerifyReport(
    int tarballs,
    int packages,
    int entries,
    long bytes,
    int damaged,
    int incomplete,
    long reclaimedBytes,
    int reindexed,
    int packuments,
    Duration took) {}
