package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.STRING;

import dev.jpm.config.OptionValue.Many;
import java.util.List;

/** Which builds may publish a package. */
final class TrustOptions {
  private TrustOptions() {}

  static final List<Option> ALL =
      List.of(
          bool("allow-publish", false).notExported().says("Trusted builds may publish"),
          bool("allow-stage-publish", false)
              .notExported()
              .says("Trusted builds may publish what a person has to approve"),
          typed("context-id", NULL, STRING, ARRAY)
              .defaults(Many.EMPTY)
              .notExported()
              .says("Contexts of CircleCI that a trusted build must have"),
          typed("environment", NULL, STRING)
              .shortForm("env")
              .notExported()
              .says("Environment that a trusted build must run in"),
          typed("file", NULL, STRING).notExported().says("File that tells what a trusted build is"),
          typed("id", NULL, STRING).notExported().says("Trust to be revoked"),
          typed("org-id", NULL, STRING).notExported().says("Organization at CircleCI"),
          typed("pipeline-definition-id", NULL, STRING)
              .notExported()
              .says("Definition of a pipeline at CircleCI"),
          typed("project", NULL, STRING)
              .notExported()
              .says("Project at GitLab whose builds are trusted"),
          typed("project-id", NULL, STRING).notExported().says("Project at CircleCI"),
          typed("repository", NULL, STRING)
              .shortForm("repo")
              .notExported()
              .says("Repository at GitHub whose builds are trusted"),
          typed("vcs-origin", NULL, STRING)
              .notExported()
              .says("Where CircleCI has the sources from"));
}
