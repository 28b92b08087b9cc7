package dev.jpm.cli;

import java.util.List;

/**
 * What is known of a command without running it.
 *
 * @param usages what may follow the command's name, one form each
 * @param options names of the settings that matter to it most, in the order help shows them
 */
public record CommandInfo(String name, String summary, List<String> usages, List<String> options) {}
