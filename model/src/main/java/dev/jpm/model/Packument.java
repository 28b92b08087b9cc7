package dev.jpm.model;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The registry's document about one package. Versions stand in publish order; their manifests are
 * parsed only when asked for, as most are never looked at.
 *
 * @param name as the document gives it
 * @param distTags version by tag
 * @param versions what is published, by version
 * @param time publish time by version as the registry wrote it (ISO 8601); empty where unknown
 * @param restricted versions that a policy of the registry withholds, by version (npm's {@code
 *     policyRestrictions})
 * @param restriction the policy's message, where there is one
 */
public record Packument(
    String name,
    SequencedMap<String, String> distTags,
    SequencedMap<String, Release> versions,
    SequencedMap<String, String> time,
    SequencedMap<String, Release> restricted,
    @Nullable String restriction) {

  /** One published version: what choosing needs, and the rest on demand. */
  public interface Release {
    String version();

    boolean isDeprecated();

    /** {@code engines.node} as written, or null. */
    @Nullable String nodeEngine();

    /** {@code engines.npm} as written, or null. */
    default @Nullable String npmEngine() {
      return manifest().engines().get("npm");
    }

    /** The whole manifest, normalised as npm does before it uses one. Repeated calls are cheap. */
    Manifest manifest();
  }
}
