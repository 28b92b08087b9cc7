package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.oneOf;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.NUMBER;
import static dev.jpm.config.ValueType.Basic.PATH;
import static dev.jpm.config.ValueType.Basic.STRING;

import dev.jpm.config.OptionValue.Many;
import java.util.List;

/** What jpm adds. */
final class OwnOptions {
  private OwnOptions() {}

  static final List<Option> ALL =
      List.of(
          oneOf("runtime", "bundled", "bundled", "system")
              .says("Which Node.js runs scripts: the bundled one or the one on PATH"),
          oneOf("compat", "jpm", "jpm", "npm11", "npm12")
              .says("Whose defaults hold where npm's releases and jpm differ"),
          typed("allowed-hosts", ARRAY, STRING)
              .defaults(Many.EMPTY)
              .hint("<host>")
              .says("Hosts that lockfiles may name beside those of registries"),
          typed("report", ARRAY, STRING)
              .defaults(Many.EMPTY)
              .hint("<format[=file]>")
              .says(
                  "Reports of an audit: terminal, json, sarif, junit, github, gitlab, markdown,"
                      + " html"),
          bool("maven-proxies", false)
              .says("Read proxies from Maven's settings.xml where no other is configured"),
          typed("filter", STRING, ARRAY)
              .defaults(Many.EMPTY)
              .shortForm("F")
              .notExported()
              .hint("<filter>")
              .says("Run a script in the workspaces that a filter selects"),
          bool("parallel", false)
              .notExported()
              .says("Run all scripts that are named, all at once, in no order"),
          bool("sequential", false)
              .notExported()
              .says("Run all scripts that are named, one after another"),
          typed("workspace-concurrency", NULL, NUMBER)
              .notExported()
              .says(
                  "How many scripts run at once; four, or one for each processor, if those are fewer"),
          bool("bail", true).notExported().says("Stop all scripts when one fails"),
          bool("stream", false)
              .notExported()
              .says("Put the script's name before each line even where one script runs alone"),
          bool("aggregate-output", false)
              .notExported()
              .says("Show what a script printed in one piece, when it has ended"),
          typed("env-file", STRING, ARRAY)
              .defaults(Many.EMPTY)
              .notExported()
              .hint("<file>")
              .says("Give scripts the variables of a file, where they are not set already"),
          bool("watch", false).notExported().says("Run again whenever a file has changed"),
          bool("task-cache", true)
              .says("Put results in place that a script with declared inputs had before"),
          typed("port", NULL, NUMBER)
              .notExported()
              .says("Where a mirror listens; 4873 unless said"),
          typed("storage", NULL, PATH)
              .notExported()
              .hint("<folder>")
              .says("Where a mirror keeps what it has; jpm-mirror unless said"),
          typed("resume-from", NULL, STRING)
              .notExported()
              .hint("<workspace>")
              .says("Leave out the scripts that come before this workspace's"));
}
