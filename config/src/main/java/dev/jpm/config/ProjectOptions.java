package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.oneOf;
import static dev.jpm.config.Option.text;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.BOOLEAN;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.PATH;
import static dev.jpm.config.ValueType.Basic.SEMVER;
import static dev.jpm.config.ValueType.Basic.STRING;
import static dev.jpm.config.ValueType.Basic.UMASK;
import static dev.jpm.config.ValueType.Basic.URL;

import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.ValueType.Literal;
import java.util.List;

/** Where we work and what a project is. */
final class ProjectOptions {
  private ProjectOptions() {}

  static final List<Option> ALL =
      List.of(
          bool("commit-hooks", true).says("Run git hooks for the commit of a new version"),
          bool("allow-same-version", false)
              .says("Let version set the version that is already there"),
          typed("editor", STRING).says("Program that edits files"),
          text("git", "git").says("The git executable"),
          bool("git-tag-version", true).says("Tag the commit of a new version"),
          typed("globalconfig", PATH).says("File of machine-wide settings"),
          bool("include-workspace-root", false)
              .notExported()
              .says("Work on the root too where workspaces are chosen"),
          text("init-author-email", "").hint("<email>").says("Author's email of a new package"),
          text("init-author-name", "").hint("<name>").says("Author's name of a new package"),
          typed("init-author-url", Literal.of(""), URL)
              .defaults("")
              .hint("<url>")
              .says("Author's address of a new package"),
          text("init-license", "ISC").hint("<license>").says("License of a new package"),
          typed("init-module", PATH)
              .hint("<module>")
              .says("Module that asks the questions of init"),
          bool("init-private", false).says("A new package is private"),
          text("init-type", "commonjs").hint("<type>").says("Module type of a new package"),
          typed("init-version", SEMVER)
              .defaults("1.0.0")
              .hint("<version>")
              .says("Version of a new package"),
          text("init.author.email", "").old().says("Old form of init-author-email"),
          text("init.author.name", "").old().says("Old form of init-author-name"),
          typed("init.author.url", Literal.of(""), URL)
              .defaults("")
              .old()
              .says("Old form of init-author-url"),
          text("init.license", "ISC").old().says("Old form of init-license"),
          typed("init.module", PATH).old().says("Old form of init-module"),
          typed("init.version", SEMVER).defaults("1.0.0").old().says("Old form of init-version"),
          oneOf("location", "user", "global", "user", "project")
              .shortForm("L")
              .says("Which settings file config changes"),
          text("message", "%s").shortForm("m").says("Commit message of a new version"),
          typed("prefix", PATH).shortForm("C").says("Folder to work in; where global packages go"),
          text("preid", "").hint("prerelease-id").says("Prerelease name, such as rc"),
          bool("sign-git-commit", false).says("Sign the commit of a new version"),
          bool("sign-git-tag", false).says("Sign the tag of a new version"),
          text("tag-version-prefix", "v").says("What stands before the version in a tag"),
          typed("umask", UMASK)
              .defaults(new OptionValue.Num(0))
              .says("Permissions withheld from new files"),
          typed("userconfig", PATH).says("File of your own settings"),
          typed("workspace", STRING, ARRAY)
              .defaults(Many.EMPTY)
              .shortForm("w")
              .notExported()
              .hint("<workspace-name>")
              .says("Workspaces to work on, by name or folder"),
          typed("workspaces", NULL, BOOLEAN)
              .notExported()
              .says("Work on all workspaces, or on none"),
          bool("workspaces-update", true).says("Update node_modules after a change of workspaces"));
}
