package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.number;
import static dev.jpm.config.Option.oneOf;
import static dev.jpm.config.Option.text;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.BOOLEAN;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.NUMBER;
import static dev.jpm.config.ValueType.Basic.PATH;
import static dev.jpm.config.ValueType.Basic.STRING;

import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.ValueType.Literal;
import java.util.List;

/** Publishing, comparing, reporting. */
final class PublishOptions {
  private PublishOptions() {}

  static final List<Option> ALL =
      List.of(
          typed(
                  "access",
                  NULL,
                  Literal.of("restricted"),
                  Literal.of("public"),
                  Literal.of("private"))
              .says("Who may see a published package"),
          typed("diff", STRING, ARRAY)
              .defaults(Many.EMPTY)
              .hint("<package-spec>")
              .says("What to compare"),
          text("diff-dst-prefix", "b/").hint("<path>").says("What stands before the new file name"),
          bool("diff-ignore-all-space", false).says("Compare without white space"),
          bool("diff-name-only", false).says("Print file names only"),
          bool("diff-no-prefix", false).says("No prefixes before file names"),
          text("diff-src-prefix", "a/").hint("<path>").says("What stands before the old file name"),
          bool("diff-text", false).says("Treat every file as text"),
          number("diff-unified", 3).says("Lines around each change"),
          typed("expect-result-count", NULL, NUMBER)
              .excludes("expect-results")
              .hint("<count>")
              .says("Fail unless there are this many results"),
          typed("expect-results", NULL, BOOLEAN)
              .excludes("expect-result-count")
              .says("Fail unless there are results, or unless there are none"),
          bool("include-attestations", false).says("Show attestations too"),
          bool("include-staged", false).says("Count staged versions too"),
          text("pack-destination", ".").says("Folder that pack writes to"),
          bool("provenance", false)
              .excludes("provenance-file")
              .says("Publish where and how the package was built"),
          typed("provenance-file", PATH)
              .excludes("provenance")
              .hint("<file>")
              .says("Provenance bundle to publish"),
          typed("sbom-format", Literal.of("cyclonedx"), Literal.of("spdx"))
              .says("Format of the bill of materials"),
          oneOf("sbom-type", "library", "library", "application", "framework")
              .says("What the bill of materials describes"));
}
