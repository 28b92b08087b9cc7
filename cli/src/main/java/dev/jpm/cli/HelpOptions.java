package dev.jpm.cli;

import java.util.ArrayList;
import java.util.List;

/** Names of settings that several commands list in their help, and how such lists are made. */
final class HelpOptions {
  static final List<String> WORKSPACES =
      List.of("workspace", "workspaces", "include-workspace-root");
  static final List<String> APPROVALS =
      List.of("allow-scripts", "strict-allow-scripts", "dangerously-allow-all-scripts");

  private HelpOptions() {}

  static CommandInfo info(String name, String summary, String usage, List<String> options) {
    return new CommandInfo(name, summary, List.of(usage), options);
  }

  static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  @SafeVarargs
  static <T> List<T> joined(List<T>... parts) {
    List<T> all = new ArrayList<>();
    for (List<T> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }
}
