package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.oneOf;

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
          bool("maven-proxies", false)
              .says("Read proxies from Maven's settings.xml where no other is configured"));
}
