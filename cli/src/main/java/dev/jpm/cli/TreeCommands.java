package dev.jpm.cli;

import static dev.jpm.cli.HelpOptions.WORKSPACES;
import static dev.jpm.cli.HelpOptions.info;
import static dev.jpm.cli.HelpOptions.joined;
import static dev.jpm.cli.HelpOptions.words;

import java.util.List;

/** Commands that tell of what is installed. */
final class TreeCommands {
  private TreeCommands() {}

  static List<CommandInfo> all() {
    List<String> list =
        joined(
            words("all json long parseable global depth omit include link package-lock-only"),
            words("unicode"),
            WORKSPACES);
    return List.of(
        new CommandInfo(
            "audit",
            "Run a security audit",
            List.of("", "fix", "signatures", "lockfile [<file> ...]", "diff [<file> ...]"),
            joined(
                words(
                    "audit-level dry-run force json package-lock omit include allowed-hosts"
                        + " report"),
                words("advisories policy baseline write-baseline ask-registry base"),
                WORKSPACES)),
        info(
            "sbom",
            "Generate a Software Bill of Materials (SBOM)",
            "",
            joined(words("omit package-lock-only sbom-format sbom-type sbom-version"), WORKSPACES)),
        info(
            "licenses",
            "List installed packages by licence",
            "",
            joined(words("json omit package-lock-only policy"), WORKSPACES)),
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
}
