package dev.jpm.mirror.page;

import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.route.Attestations;
import dev.jpm.model.PackageName;
import dev.jpm.model.semver.Version;
import org.jspecify.annotations.Nullable;

/**
 * Tells how versions were built.
 *
 * @param publicLog whether their entries are in the log that everybody can look into
 */
record Provenances(Attestations attestations, boolean publicLog) {
  private static final String LOG = "https://search.sigstore.dev/?logIndex=";

  /**
   * What is told.
   *
   * @param built null where nobody tells, or nobody can be asked now
   * @param entry where the entry in the log can be seen; empty where nobody knows
   */
  record Told(@Nullable BuildFacts built, String entry) {
    static final Told NOTHING = new Told(null, "");
  }

  /** How a version was built. */
  Told of(PackageName name, String version) {
    try {
      return Version.tryParse(version)
          .flatMap(parsed -> BuildFacts.in(attestations.of(name, parsed)))
          .map(built -> new Told(built, seenAt(built)))
          .orElse(Told.NOTHING);
    } catch (HttpProblem unable) {
      return Told.NOTHING; // The rest of the page is worth to be seen all the same.
    }
  }

  private String seenAt(BuildFacts built) {
    return publicLog && built.promised() && built.entry().matches("\\d{1,18}")
        ? LOG + built.entry()
        : "";
  }
}
