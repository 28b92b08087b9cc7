package dev.jpm.cli;

import static dev.jpm.cli.HelpOptions.APPROVALS;
import static dev.jpm.cli.HelpOptions.WORKSPACES;
import static dev.jpm.cli.HelpOptions.info;
import static dev.jpm.cli.HelpOptions.joined;
import static dev.jpm.cli.HelpOptions.words;

import java.util.List;

/** Commands that change what is installed. */
final class InstallCommands {
  private static final List<String> LAYOUT = List.of("install-strategy", "omit", "include");
  private static final List<String> SOURCES =
      List.of("allow-directory", "allow-file", "allow-git", "allow-remote");

  private InstallCommands() {}

  static List<CommandInfo> all() {
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
}
