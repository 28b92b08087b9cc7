package dev.jpm.bridge;

/**
 * A line that a script or a module has printed.
 *
 * @param isError whether it went to standard error
 */
public record OutputLine(String text, boolean isError) {}
