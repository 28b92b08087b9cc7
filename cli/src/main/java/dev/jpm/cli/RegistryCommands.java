package dev.jpm.cli;

import static dev.jpm.cli.HelpOptions.WORKSPACES;
import static dev.jpm.cli.HelpOptions.info;
import static dev.jpm.cli.HelpOptions.joined;
import static dev.jpm.cli.HelpOptions.words;

import java.util.List;

/** Commands about what a registry knows of people and packages. */
final class RegistryCommands {
  private static final List<String> LOGIN = words("registry scope auth-type");
  private static final String OPTIONAL_PACKAGE = "[<package-spec>]";

  private RegistryCommands() {}

  static List<CommandInfo> all() {
    return joined(people(), packages());
  }

  private static List<CommandInfo> people() {
    return List.of(
        info("adduser", "Add a registry user account", "", LOGIN),
        info("login", "Login to a registry user account", "", LOGIN),
        info("logout", "Log out of the registry", "", words("registry scope")),
        new CommandInfo(
            "token",
            "Manage your authentication tokens",
            List.of("list", "revoke <id|token>", "create"),
            words(
                "name token-description expires packages packages-all scopes orgs"
                    + " packages-and-scopes-permission orgs-permission cidr bypass-2fa password"
                    + " registry otp read-only")),
        new CommandInfo(
            "profile",
            "Change settings on your registry profile",
            List.of("get [<key>]", "set <key> <value>"),
            words("registry json parseable otp")),
        new CommandInfo(
            "team",
            "Manage organization teams and team memberships",
            List.of(
                "create <scope:team>",
                "destroy <scope:team>",
                "add <scope:team> <user>",
                "rm <scope:team> <user>",
                "ls <scope>|<scope:team>"),
            words("registry otp parseable json")),
        new CommandInfo(
            "org",
            "Manage orgs",
            List.of(
                "set orgname username [developer | admin | owner]",
                "rm orgname username",
                "ls orgname [<username>]"),
            words("registry otp json parseable")));
  }

  private static List<CommandInfo> packages() {
    return List.of(
        new CommandInfo(
            "access",
            "Set access level on published packages",
            List.of(
                "list packages [<user>|<scope>|<scope:team>] [<package>]",
                "list collaborators [<package> [<user>]]",
                "get status [<package>]",
                "set status=public|private [<package>]",
                "set mfa=none|publish|automation [<package>]",
                "grant <read-only|read-write> <scope:team> [<package>]",
                "revoke <scope:team> [<package>]"),
            words("json otp registry")),
        info(
            "deprecate",
            "Deprecate a version of a package",
            "<package-spec> <message>",
            words("registry otp dry-run")),
        info(
            "undeprecate",
            "Undeprecate a version of a package",
            "<package-spec>",
            words("registry otp dry-run")),
        new CommandInfo(
            "dist-tag",
            "Modify package distribution tags",
            List.of(
                "add <package-spec (with version)> [<tag>]",
                "rm <package-spec> <tag>",
                "ls [<package-spec>]"),
            WORKSPACES),
        new CommandInfo(
            "owner",
            "Manage package owners",
            List.of("add <user> <package-spec>", "rm <user> <package-spec>", "ls <package-spec>"),
            words("registry otp workspace workspaces")),
        info(
            "search",
            "Search for packages",
            "<search term> [<search term> ...]",
            words("json color parseable searchlimit searchopts searchexclude registry")),
        info(
            "star",
            "Mark your favorite packages",
            "[<package-spec>...]",
            words("registry unicode otp")),
        info(
            "unstar",
            "Remove an item from your favorite packages",
            "[<package-spec>...]",
            words("registry unicode otp")),
        info("stars", "View packages marked as favorites", "[<user>]", words("registry")),
        new CommandInfo(
            "stage",
            "Bring versions that are published when somebody approves them",
            List.of(
                "publish [<package-spec>]",
                "list [<package>]",
                "view <stage-id>",
                "download <stage-id>",
                "approve <stage-id>",
                "reject <stage-id>"),
            words("tag access dry-run json otp registry workspace workspaces")),
        new CommandInfo(
            "trust",
            "Say which builds may publish a package without a token",
            List.of(
                "github [<package>] --file=<file> [--repo=<owner/repo>] [--env=<name>]",
                "gitlab [<package>] --file=<file> [--project=<group/project>] [--env=<name>]",
                "circleci [<package>] --org-id=<uuid> --project-id=<uuid>"
                    + " --pipeline-definition-id=<uuid> --vcs-origin=<origin>",
                "list [<package>]",
                "revoke [<package>] --id=<trust-id>"),
            words(
                "allow-publish allow-stage-publish file repository project environment org-id"
                    + " project-id pipeline-definition-id vcs-origin context-id id"
                    + " dry-run json otp registry yes")),
        info(
            "unpublish",
            "Remove a package from the registry",
            OPTIONAL_PACKAGE,
            words("dry-run force workspace workspaces")));
  }
}
