package dev.jpm.cli;

import dev.jpm.config.Prefixes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The commands, their other names, and npm's habits of finding one from what was typed. */
public final class CommandTable {
  /** Commands that npm has and jpm does not; they keep abbreviations as they are with npm. */
  private static final List<String> NOT_YET =
      HelpOptions.words("doctor edit explore help-search stage trust");

  private static final SequencedMap<String, CommandInfo> COMMANDS = commands();
  private static final Map<String, String> ALIASES = CommandAliases.all();

  private CommandTable() {}

  /** All commands by name, sorted. */
  public static Collection<CommandInfo> all() {
    return COMMANDS.values();
  }

  /** The commands that npm has and jpm does not, sorted. */
  public static List<String> missing() {
    return NOT_YET;
  }

  /** The command of exactly that name, which must exist. */
  public static CommandInfo get(String name) {
    CommandInfo info = COMMANDS.get(name);
    if (info == null) {
      throw new IllegalArgumentException("no command is called " + name);
    }
    return info;
  }

  /** The command meant by {@code typed}: its name, another name, or the beginning of one. */
  public static Optional<CommandInfo> find(String typed) {
    return Optional.ofNullable(COMMANDS.get(nameOf(typed)));
  }

  /** Whether npm would know {@code typed} though jpm does not. */
  static boolean isOnlyNpms(String typed) {
    return NOT_YET.contains(nameOf(typed));
  }

  /** Other names of a command, in alphabetical order. */
  static List<String> aliasesOf(String name) {
    return ALIASES.entrySet().stream()
        .filter(alias -> alias.getValue().equals(name))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static String nameOf(String typed) {
    StringBuilder dashed = new StringBuilder();
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        dashed.append('-').append((char) (c + 'a' - 'A'));
      } else {
        dashed.append(c);
      }
    }
    String name = dashed.toString();
    if (COMMANDS.containsKey(name) || NOT_YET.contains(name)) {
      return name;
    }
    String alias = ALIASES.get(name);
    if (alias != null) {
      return alias;
    }
    List<String> known = new ArrayList<>(COMMANDS.keySet());
    known.addAll(NOT_YET);
    known.addAll(ALIASES.keySet());
    String whole = Prefixes.expand(name, known).orElse(name);
    return ALIASES.getOrDefault(whole, whole);
  }

  private static SequencedMap<String, CommandInfo> commands() {
    SequencedMap<String, CommandInfo> found = new LinkedHashMap<>();
    List<CommandInfo> all = new ArrayList<>(InstallCommands.all());
    all.addAll(TreeCommands.all());
    all.addAll(ScriptCommands.all());
    all.addAll(OtherCommands.all());
    all.addAll(RegistryCommands.all());
    all.sort((a, b) -> a.name().compareTo(b.name()));
    all.forEach(info -> found.put(info.name(), info));
    return found;
  }
}
