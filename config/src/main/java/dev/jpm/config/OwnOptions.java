package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.oneOf;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.BOOLEAN;
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
          bool("shell-emulator", false)
              .says("Run scripts in jpm's own small shell, the same on every platform"),
          bool("side-effects-cache", true)
              .says("Keep what node-gyp builds, and use it again for the same package and Node.js"),
          bool("script-sandbox", false)
              .says("Run install scripts without network and home folder, where Linux allows it"),
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
          typed("advisories", NULL, PATH)
              .hint("<zip|folder|database>")
              .says("OSV records that an audit takes in the place of the registry's advisories"),
          typed("policy", NULL, PATH)
              .hint("<file>")
              .says("The policy that audits follow; jpm-policy.json in the project unless set"),
          typed("baseline", NULL, PATH)
              .hint("<file>")
              .says(
                  "Findings that audits do not tell; jpm-baseline.json in the project unless set"),
          oneOf("sbom-version", "1.5", "1.5", "1.6", "1.7")
              .says("Version of CycloneDX that the bill of materials is written in"),
          typed("base", NULL, STRING)
              .notExported()
              .hint("<revision>")
              .says("What a lockfile is compared with: a git revision or a file; HEAD unless set"),
          bool("write-baseline", false)
              .notExported()
              .says("Write what an audit finds to the baseline, so that it is not told again"),
          typed("identities", NULL, PATH)
              .hint("<file>")
              .says(
                  "Who built packages, as accepted; jpm-identities.json in the project unless set"),
          bool("write-identities", false)
              .notExported()
              .says("Accept who built what is installed, so that another builder is told of"),
          typed("trust-root", NULL, PATH)
              .hint("<file>")
              .says(
                  "Who signs attestations and is trusted in that, in Sigstore's format; built in"
                      + " unless set"),
          typed("ask-registry", NULL, BOOLEAN)
              .notExported()
              .says("Compare a lockfile with the registry; never, where the answer is no"),
          oneOf("fetch-closure", "auto", "auto", "always", "never")
              .says(
                  "Ask a jpm mirror for all that an install will look at in one request; auto:"
                      + " where it said before that it answers"),
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
                  "How many scripts run at once; four, or one for each processor, if those are"
                      + " fewer"),
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
          typed("sign", NULL, PATH)
              .notExported()
              .hint("<file>")
              .says("Key that signs what a mirror exports, as jpm mirror make-key makes it"),
          typed("since", NULL, PATH)
              .notExported()
              .hint("<file>")
              .says("Bundle, or the manifest of one, whose files an export leaves out"),
          typed("trust", STRING, ARRAY)
              .defaults(Many.EMPTY)
              .notExported()
              .hint("<key>")
              .says("Public keys, or files with one, of which one must have signed a bundle"),
          typed("resume-from", NULL, STRING)
              .notExported()
              .hint("<workspace>")
              .says("Leave out the scripts that come before this workspace's"));
}
