package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.text;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.BOOLEAN;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.PATH;
import static dev.jpm.config.ValueType.Basic.STRING;

import dev.jpm.config.OptionValue.Many;
import java.util.List;

/** Scripts, executables and the runtime. */
final class ScriptOptions {
  private ScriptOptions() {}

  static final List<Option> ALL =
      List.of(
          typed("allow-scripts", STRING, ARRAY)
              .defaults("")
              .hint("<package-list>")
              .says("Packages whose install scripts may run, for global installs and exec"),
          bool("allow-scripts-pending", false)
              .says("List the packages whose install scripts wait for a decision"),
          bool("allow-scripts-pin", true)
              .says("Approve the installed version only, not every version"),
          text("call", "").shortForm("c").says("Command line that exec runs"),
          bool("dangerously-allow-all-scripts", false)
              .says("Run every install script without approval"),
          bool("foreground-scripts", false)
              .says("Let install scripts use the terminal, one after another"),
          bool("if-present", false).notExported().says("No error where the script does not exist"),
          bool("ignore-scripts", false).says("Run no install scripts"),
          typed("node-gyp", PATH).says("Where node-gyp lies"),
          typed("nodedir", NULL, PATH).says("Where node-gyp finds the headers of Node.js"),
          typed("node-options", NULL, STRING).says("NODE_OPTIONS of scripts"),
          typed("package", STRING, ARRAY)
              .defaults(Many.EMPTY)
              .hint("<package-spec>")
              .says("Packages that exec makes available"),
          bool("rebuild-bundle", true).says("Rebuild bundled dependencies too"),
          typed("script-shell", NULL, STRING).says("Shell that runs scripts"),
          typed("shell", STRING).says("Shell that explore opens"),
          bool("strict-allow-scripts", false).says("Fail where an install script has no approval"),
          typed("yes", NULL, BOOLEAN).shortForm("y").says("Answer yes to every question"));
}
