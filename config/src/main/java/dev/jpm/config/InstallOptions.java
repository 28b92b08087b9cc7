package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.oneOf;
import static dev.jpm.config.Option.text;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.BOOLEAN;
import static dev.jpm.config.ValueType.Basic.DATE;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.NUMBER;
import static dev.jpm.config.ValueType.Basic.STRING;

import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.ValueType.Literal;
import java.util.List;

/** What is installed and how. */
final class InstallOptions {
  private InstallOptions() {}

  static final List<Option> ALL =
      List.of(
          oneOf("allow-directory", "all", "all", "none", "root")
              .says("Which folder dependencies may be installed: all, none, or the project's own"),
          oneOf("allow-file", "all", "all", "none", "root")
              .says("Which local tarballs may be installed: all, none, or the project's own"),
          oneOf("allow-git", "root", "all", "none", "root")
              .says("Which git dependencies may be installed: all, none, or the project's own"),
          oneOf("allow-remote", "root", "all", "none", "root")
              .says("Which tarball URLs may be installed: all, none, or the project's own"),
          typed("also", NULL, Literal.of("dev"), Literal.of("development"))
              .old()
              .says("Old form of include=dev"),
          bool("audit", true).says("Ask the registry for known vulnerabilities when installing"),
          typed(
                  "audit-level",
                  NULL,
                  Literal.of("info"),
                  Literal.of("low"),
                  Literal.of("moderate"),
                  Literal.of("high"),
                  Literal.of("critical"),
                  Literal.of("none"))
              .says("Severity from which audit fails"),
          typed("before", NULL, DATE)
              .hint("<date>")
              .says("Consider only versions published up to this date"),
          bool("bin-links", true).says("Link the executables of packages"),
          typed("cpu", NULL, STRING).says("Install for this processor instead of the current one"),
          bool("dev", false).old().says("Old form of include=dev"),
          bool("dry-run", false).says("Tell what would be done and do nothing"),
          bool("engine-strict", false).says("Fail where a package does not support the runtime"),
          bool("force", false).shortForm("f").says("Go on where jpm would rather stop"),
          bool("format-package-lock", true).says("Indent package-lock.json as package.json"),
          bool("global", false)
              .shortForm("g")
              .says("Work on packages installed for the whole machine"),
          bool("global-style", false).old().says("Old form of install-strategy=shallow"),
          typed(
                  "include",
                  ARRAY,
                  Literal.of("prod"),
                  Literal.of("dev"),
                  Literal.of("optional"),
                  Literal.of("peer"))
              .defaults(Many.EMPTY)
              .says("Dependency types to install even if omitted elsewhere"),
          bool("install-links", false)
              .says("Pack and install folder dependencies instead of linking them"),
          oneOf("install-strategy", "hoisted", "hoisted", "nested", "shallow", "linked", "map")
              .says("Layout of node_modules"),
          bool("legacy-bundling", false).old().says("Old form of install-strategy=nested"),
          bool("legacy-peer-deps", false).says("Leave peer dependencies out of resolution"),
          typed("libc", NULL, STRING).says("Install for this C library instead of the current one"),
          bool("link", false).says("Show linked packages only"),
          typed(
                  "lockfile-version",
                  NULL,
                  Literal.of(1),
                  Literal.of(2),
                  Literal.of(3),
                  Literal.of("1"),
                  Literal.of("2"),
                  Literal.of("3"))
              .says("Version of the lockfile to write"),
          typed("min-release-age", NULL, NUMBER)
              .notExported()
              .hint("<days>")
              .says("Consider only versions older than this many days"),
          typed("min-release-age-exclude", ARRAY, STRING)
              .defaults(Many.EMPTY)
              .notExported()
              .hint("<pkg|glob>")
              .says("Packages that may be younger than min-release-age"),
          typed("omit", ARRAY, Literal.of("dev"), Literal.of("optional"), Literal.of("peer"))
              .says("Dependency types not to install"),
          bool("omit-lockfile-registry-resolved", false)
              .says("Leave registry URLs out of the lockfile"),
          typed("only", NULL, Literal.of("prod"), Literal.of("production"))
              .old()
              .says("Old form of omit=dev"),
          typed("optional", NULL, BOOLEAN)
              .old()
              .says("Old form of include=optional or omit=optional"),
          typed("os", NULL, STRING).says("Install for this system instead of the current one"),
          bool("package-lock", true).says("Read and write package-lock.json"),
          bool("package-lock-only", false).says("Change package-lock.json and nothing else"),
          bool("prefer-dedupe", false)
              .says("Reuse an installed version rather than add a newer one"),
          typed("production", NULL, BOOLEAN).old().says("Old form of omit=dev"),
          bool("save", true).shortForm("S").says("Record installed packages in package.json"),
          bool("save-bundle", false).shortForm("B").says("Record in bundleDependencies too"),
          bool("save-dev", false)
              .shortForm("D")
              .excludes("save-optional", "save-peer", "save-prod")
              .says("Record in devDependencies"),
          bool("save-exact", false).shortForm("E").says("Record the exact version"),
          bool("save-optional", false)
              .shortForm("O")
              .excludes("save-dev", "save-peer", "save-prod")
              .says("Record in optionalDependencies"),
          bool("save-peer", false)
              .excludes("save-dev", "save-optional", "save-prod")
              .says("Record in peerDependencies"),
          text("save-prefix", "^").says("What stands before a recorded version"),
          bool("save-prod", false)
              .shortForm("P")
              .excludes("save-dev", "save-optional", "save-peer")
              .says("Record in dependencies"),
          bool("shrinkwrap", true).old().says("Old form of package-lock"),
          bool("strict-peer-deps", false).says("Fail on any conflict between peer dependencies"),
          text("tag", "latest").says("Dist-tag used where no version is asked for"));
}
