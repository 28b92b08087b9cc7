package dev.jpm.bench.install;

/**
 * What one run cost.
 *
 * @param cpuSeconds of the process and all that it waited for
 * @param peakBytes the most memory that was resident, as far as it was seen
 */
public record Sample(double wallSeconds, double cpuSeconds, long peakBytes) {}
