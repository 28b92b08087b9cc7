package dev.jpm.audit.advisory;

/** How many packages there are of a kind; one that is of several kinds counts in each. */
public record DependencyCounts(int prod, int dev, int optional, int peer, int total) {}
