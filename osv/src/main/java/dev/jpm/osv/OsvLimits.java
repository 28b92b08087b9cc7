package dev.jpm.osv;

/**
 * How much is read of a source before it is taken for a trap. Some ten times of what the public
 * database holds.
 *
 * @param record bytes of one record
 * @param total bytes of all records
 * @param records how many there are
 */
record OsvLimits(int record, long total, int records) {
  static final OsvLimits USUAL = new OsvLimits(16 << 20, 6L << 30, 3_000_000);
}
