package dev.jpm.cli;

import static dev.jpm.cli.HelpOptions.WORKSPACES;
import static dev.jpm.cli.HelpOptions.info;
import static dev.jpm.cli.HelpOptions.joined;
import static dev.jpm.cli.HelpOptions.words;

import java.util.List;

/** Commands about one package, its files, settings and jpm itself. */
final class OtherCommands {
  private static final String PACKAGES = "[<pkgname> [<pkgname> ...]]";
  private static final List<String> PAGES = joined(words("browser registry"), WORKSPACES);

  private OtherCommands() {}

  static List<CommandInfo> all() {
    return List.of(
        new CommandInfo(
            "cache",
            "Manipulates the package cache",
            List.of(
                "add <package-spec>",
                "clean [<key>]",
                "ls [<name>@<version>]",
                "verify",
                "gc",
                "npx ls",
                "npx rm [<key>...]"),
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
        new CommandInfo(
            "mirror",
            "Serve a private registry that keeps what it fetches",
            List.of(
                "serve [<config.yaml>]",
                "sync [<lockfile> ...] [--package <package-spec> ...]",
                "export <file> [<config.yaml>] [--sign <keyfile>] [--since <bundle>]",
                "import <file> [<config.yaml>] [--trust <key> ...]",
                "make-key <keyfile>",
                "import-users <htpasswd> [<config.yaml>]",
                "add-user <name> [<config.yaml>]",
                "gc [<config.yaml>]",
                "rotate-key [<config.yaml>] [--force]",
                "fsck [<config.yaml>] [--force]"),
            words("force port storage sign since trust registry package runtime")),
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
}
