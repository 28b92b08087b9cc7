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
  private static final List<String> WORKSPACES =
      List.of("workspace", "workspaces", "include-workspace-root");
  private static final List<String> LAYOUT = List.of("install-strategy", "omit", "include");
  private static final List<String> APPROVALS =
      List.of("allow-scripts", "strict-allow-scripts", "dangerously-allow-all-scripts");
  private static final List<String> SOURCES =
      List.of("allow-directory", "allow-file", "allow-git", "allow-remote");
  private static final String PACKAGES = "[<pkgname> [<pkgname> ...]]";
  private static final List<String> PAGES = joined(words("browser registry"), WORKSPACES);
  private static final List<String> LIFECYCLE =
      List.of("ignore-scripts", "script-shell", "env-file");
  private static final List<String> TASKS =
      words(
          "filter parallel sequential workspace-concurrency bail stream aggregate-output"
              + " resume-from watch task-cache");

  /** Commands that npm has and jpm does not; they keep abbreviations as they are with npm. */
  private static final List<String> NOT_YET =
      words(
          "access adduser deprecate dist-tag doctor edit explore"
              + " help-search login logout org owner profile"
              + " sbom search stage star stars team"
              + " token trust undeprecate unpublish unstar");

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
    List<CommandInfo> all = new ArrayList<>(installCommands());
    all.addAll(treeCommands());
    all.addAll(scriptCommands());
    all.addAll(otherCommands());
    all.sort((a, b) -> a.name().compareTo(b.name()));
    all.forEach(info -> found.put(info.name(), info));
    return found;
  }

  private static List<CommandInfo> installCommands() {
    List<String> install =
        joined(
            words("save save-dev save-optional save-peer save-prod save-bundle save-exact global"),
            LAYOUT,
            words("strict-peer-deps prefer-dedupe package-lock package-lock-only"),
            words("foreground-scripts ignore-scripts"),
            SOURCES,
            APPROVALS,
            words("before min-release-age min-release-age-exclude bin-links fund dry-run"),
            words("cpu os libc"),
            WORKSPACES,
            words("install-links"));
    List<String> clean =
        joined(
            LAYOUT,
            words("strict-peer-deps foreground-scripts ignore-scripts"),
            SOURCES,
            APPROVALS,
            words("bin-links fund dry-run"),
            WORKSPACES,
            words("install-links"));
    List<String> dedupe =
        joined(
            LAYOUT,
            words("strict-peer-deps package-lock ignore-scripts bin-links fund dry-run json"),
            WORKSPACES,
            words("install-links"));
    return List.of(
        info("install", "Install a package", "[<package-spec> ...]", install),
        info("install-test", "Install packages and run tests", "[<package-spec> ...]", install),
        info("ci", "Clean install a project", "", clean),
        info("install-ci-test", "Clean install a project and run tests", "", clean),
        info(
            "import",
            "Make package-lock.json of another tool's lockfile",
            "[<yarn.lock|pnpm-lock.yaml|bun.lock>]",
            words("force json")),
        info(
            "uninstall",
            "Remove a package",
            "[<@scope>/]<pkg>...",
            joined(words("save global"), WORKSPACES, words("install-links"))),
        info(
            "update",
            "Update packages",
            "[<pkg>...]",
            joined(
                words("save global"),
                LAYOUT,
                words("strict-peer-deps package-lock"),
                words("foreground-scripts ignore-scripts"),
                APPROVALS,
                words("before min-release-age bin-links fund dry-run"),
                WORKSPACES)),
        info(
            "prune",
            "Remove extraneous packages",
            "[[<@scope>/]<pkg>...]",
            joined(
                words("omit include dry-run json foreground-scripts ignore-scripts"),
                WORKSPACES,
                words("install-links"))),
        info("dedupe", "Reduce duplication in the package tree", "", dedupe),
        info("find-dupes", "Find duplication in the package tree", "", dedupe),
        info(
            "rebuild",
            "Rebuild a package",
            "[<package-spec>] ...]",
            joined(
                words("global bin-links foreground-scripts ignore-scripts"),
                APPROVALS,
                WORKSPACES,
                words("install-links"))),
        info(
            "link",
            "Symlink a package folder",
            "[<package-spec>]",
            joined(
                words("save save-exact global"),
                LAYOUT,
                words("strict-peer-deps package-lock ignore-scripts"),
                SOURCES,
                words("bin-links fund dry-run"),
                WORKSPACES,
                words("install-links"))));
  }

  private static List<CommandInfo> treeCommands() {
    List<String> list =
        joined(
            words("all json long parseable global depth omit include link package-lock-only"),
            words("unicode"),
            WORKSPACES);
    return List.of(
        new CommandInfo(
            "audit",
            "Run a security audit",
            List.of("", "fix", "lockfile [<file> ...]"),
            joined(
                words(
                    "audit-level dry-run force json package-lock omit include allowed-hosts report"),
                WORKSPACES)),
        info("ls", "List installed packages", "<package-spec>", list),
        info("ll", "List installed packages", "[[<@scope>/]<pkg> ...]", list),
        info("explain", "Explain installed packages", "<package-spec>", words("json workspace")),
        info(
            "query",
            "Retrieve a filtered list of packages",
            "<selector>",
            joined(
                words("global"),
                WORKSPACES,
                words("package-lock-only expect-results expect-result-count before"),
                words("min-release-age min-release-age-exclude"))),
        info("shrinkwrap", "Lock down dependency versions for publication", "", List.of()),
        info(
            "fund",
            "Retrieve funding information",
            "[<package-spec>]",
            words("json browser unicode workspace which")),
        info(
            "outdated",
            "Check for outdated packages",
            "[<package-spec> ...]",
            words("all json long parseable global workspace before min-release-age")));
  }

  private static List<CommandInfo> scriptCommands() {
    List<String> decide = words("all allow-scripts-pending allow-scripts-pin json");
    return List.of(
        info(
            "run",
            "Run arbitrary package scripts",
            "<command> [-- <args>]",
            joined(
                WORKSPACES,
                words("if-present ignore-scripts foreground-scripts script-shell env-file"),
                TASKS)),
        info("start", "Start a package", "[-- <args>]", LIFECYCLE),
        info("stop", "Stop a package", "[-- <args>]", LIFECYCLE),
        info("test", "Test a package", "[-- <args>]", LIFECYCLE),
        info("restart", "Restart a package", "[-- <args>]", LIFECYCLE),
        new CommandInfo(
            "exec",
            "Run a command from a local or remote npm package",
            List.of(
                "-- <pkg>[@<version>] [args...]",
                "--package=<pkg>[@<version>] -- <cmd> [args...]",
                "-c '<cmd> [args...]'",
                "--package=foo -c '<cmd> [args...]'"),
            joined(words("package call env-file"), WORKSPACES, APPROVALS)),
        info("node", "Run the project's Node.js", "[<file> | -] [<args>]", List.of()),
        new CommandInfo(
            "runtime",
            "Manage the Node.js that scripts run on",
            List.of("ls", "use <version>", "install [<version>]", "which [<version>]"),
            words("json cpu os libc")),
        new CommandInfo(
            "approve-scripts",
            "Approve install scripts for specific dependencies",
            List.of("<pkg> [<pkg> ...]", "--all", "--allow-scripts-pending"),
            decide),
        new CommandInfo(
            "deny-scripts",
            "Deny install scripts for specific dependencies",
            List.of("<pkg> [<pkg> ...]", "--all"),
            decide),
        new CommandInfo(
            "install-scripts",
            "Manage install-script approvals for dependencies",
            List.of(
                "approve <pkg> [<pkg> ...]",
                "approve --all",
                "deny <pkg> [<pkg> ...]",
                "deny --all",
                "ls",
                "prune"),
            words("all allow-scripts-pin dry-run json")));
  }

  private static List<CommandInfo> otherCommands() {
    return List.of(
        new CommandInfo(
            "cache",
            "Manipulates the package cache",
            List.of("add <package-spec>", "clean [<key>]", "ls [<name>@<version>]", "verify", "gc"),
            words("cache")),
        info("completion", "Tab completion for jpm", "[bash|zsh|fish]", List.of()),
        new CommandInfo(
            "config",
            "Manage the npm configuration files",
            List.of(
                "set <key>=<value> [<key>=<value> ...]",
                "get [<key> [<key> ...]]",
                "delete <key> [<key> ...]",
                "list [--json]",
                "edit",
                "fix"),
            words("json global editor location long")),
        info(
            "get",
            "Get a value from the npm configuration",
            "[<key> ...] (See `jpm config`)",
            words("long")),
        info(
            "set",
            "Set a value in the npm configuration",
            "<key>=<value> [<key>=<value> ...] (See `jpm config`)",
            words("global location")),
        info("help", "Get help on jpm", "<command>", List.of()),
        new CommandInfo(
            "init",
            "Create a package.json file",
            List.of(
                "",
                "<package-spec> (same as `jpx create-<package-spec>`)",
                "<@scope> (same as `jpx <@scope>/create`)"),
            joined(
                words("init-author-name init-author-url init-license init-type init-version"),
                words("init-private yes force scope"),
                WORKSPACES,
                words("workspaces-update"))),
        new CommandInfo(
            "pkg",
            "Manages your package.json",
            List.of(
                "set <key>=<value> [<key>=<value> ...]",
                "get [<key> [<key> ...]]",
                "delete <key> [<key> ...]",
                "set [<array>[<index>].<key>=<value> ...]",
                "set [<array>[].<key>=<value> ...]",
                "fix"),
            words("force json workspace workspaces")),
        info(
            "diff",
            "The registry diff command",
            "[...<paths>]",
            joined(
                words("diff diff-name-only diff-unified diff-ignore-all-space diff-no-prefix"),
                words("diff-src-prefix diff-dst-prefix diff-text global tag"),
                WORKSPACES)),
        info(
            "pack",
            "Create a tarball from a package",
            "<package-spec>",
            joined(words("dry-run json pack-destination"), WORKSPACES, words("ignore-scripts"))),
        info(
            "publish",
            "Publish a package",
            "<package-spec>",
            joined(words("tag access dry-run otp json"), WORKSPACES, words("ignore-scripts"))),
        info("repo", "Open package repository page in the browser", PACKAGES, PAGES),
        info("docs", "Open documentation for a package in a web browser", PACKAGES, PAGES),
        info("bugs", "Report bugs for a package in a web browser", PACKAGES, PAGES),
        info("ping", "Ping npm registry", "", words("registry json")),
        info("whoami", "Display npm username", "", words("registry json")),
        info(
            "lockfile-merge",
            "Merge package-lock.json, as git's merge driver",
            "<base> <ours> <theirs> [<path>]",
            List.of()),
        info("prefix", "Display prefix", "", words("global")),
        info("root", "Display npm root", "", words("global")),
        info(
            "version",
            "Bump a package version",
            "[<newversion> | major | minor | patch | premajor | preminor | prepatch | prerelease |"
                + " from-git]",
            joined(
                words(
                    "allow-same-version commit-hooks git-tag-version json preid sign-git-tag save"),
                WORKSPACES,
                words("workspaces-update ignore-scripts"))),
        info(
            "view",
            "View registry info",
            "[<package-spec>] [<field>[.subfield]...]",
            joined(words("json"), WORKSPACES)));
  }

  private static CommandInfo info(String name, String summary, String usage, List<String> options) {
    return new CommandInfo(name, summary, List.of(usage), options);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  @SafeVarargs
  private static List<String> joined(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }
}
