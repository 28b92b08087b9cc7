package dev.jpm.runtime;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import org.jspecify.annotations.Nullable;

/**
 * What a project says about the Node.js it wants.
 *
 * @param source where it says so
 * @param text its own words
 * @param wanted the releases that fit; null for words that any supported release fits ({@code
 *     lts/*}, {@code node})
 * @param ifUnmet what to do where no fitting release can be had
 */
public record RuntimePin(Source source, String text, @Nullable Range wanted, IfUnmet ifUnmet) {

  /** Where a pin can stand, strongest first. */
  public enum Source {
    DEV_ENGINES("devEngines.runtime in package.json"),
    NVMRC(".nvmrc"),
    NODE_VERSION(".node-version"),
    ENGINES("engines.node in package.json"),
    /** No pin of a project's: what somebody asked for by hand. */
    ASKED("the command line");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    /** As a sentence names it. */
    public String words() {
      return words;
    }
  }

  /** What an unmet pin leads to. */
  public enum IfUnmet {
    FAIL,
    WARN,
    IGNORE
  }

  /** Whether {@code version} fits; a prerelease counts as its release would. */
  public boolean accepts(String version) {
    return wanted == null
        || Version.tryParse(version).map(wanted::acceptsIncludingPrereleases).orElse(false);
  }
}
