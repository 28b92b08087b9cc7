package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.number;
import static dev.jpm.config.Option.oneOf;
import static dev.jpm.config.Option.text;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.BOOLEAN;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.NUMBER;
import static dev.jpm.config.ValueType.Basic.PATH;
import static dev.jpm.config.ValueType.Basic.STRING;

import dev.jpm.config.ValueType.Literal;
import java.util.List;

/** What is shown and how. */
final class OutputOptions {
  private OutputOptions() {}

  static final List<Option> ALL =
      List.of(
          bool("all", false).shortForm("a").says("Show everything, not only the nearest"),
          typed("browser", NULL, BOOLEAN, STRING).says("Program that opens web pages"),
          typed("color", Literal.of("always"), BOOLEAN).says("Use colors"),
          typed("depth", NULL, NUMBER).says("How deep to look"),
          bool("description", true).says("Show descriptions"),
          text("heading", "jpm").says("What log lines begin with"),
          bool("json", false).says("Print JSON"),
          oneOf(
                  "loglevel",
                  "notice",
                  "silent",
                  "error",
                  "warn",
                  "notice",
                  "http",
                  "info",
                  "verbose",
                  "silly")
              .says("How much is told"),
          typed("logs-dir", NULL, PATH).says("Folder of log files"),
          number("logs-max", 10).says("Log files kept at most"),
          bool("long", false).shortForm("l").says("Show more of each"),
          bool("parseable", false).shortForm("p").says("Print lines for programs"),
          typed("progress", BOOLEAN).says("Show progress on a terminal"),
          bool("fund", true).says("Tell how many packages look for funding"),
          bool("timing", false).says("Tell how long steps took"),
          typed("unicode", BOOLEAN).says("Draw with unicode characters"),
          bool("update-notifier", true).says("Tell about newer releases"),
          bool("usage", false)
              .shortForm("?")
              .shortForm("H")
              .shortForm("h")
              .says("Show help for the command"),
          bool("version", false).shortForm("v").says("Print the version"),
          bool("versions", false).says("Print the versions of everything"),
          text("viewer", "man").says("Program that shows help"),
          typed("which", NULL, NUMBER)
              .hint("<fundingSourceNumber>")
              .says("Which funding source to open"));
}
