package dev.jpm.cache;

import java.util.List;

/**
 * What was forgotten.
 *
 * @param removed packages, longest unused first
 * @param entries how many packages of the virtual store that no project was linked to
 * @param packuments documents removed, those not current since the policy's moment
 * @param freedBytes by all of it
 * @param keptBytes in the packages that stay
 */
public record GcReport(
    List<StoreEntry> removed, int entries, int packuments, long freedBytes, long keptBytes) {
  public GcReport {
    removed = List.copyOf(removed);
  }
}
