package dev.jpm.audit.advisory;

import java.util.List;
import java.util.SequencedMap;

/** Who knows advisories: a registry, a database. */
public interface AdvisorySource {
  /** Tells that something will be asked soon: who looks on this machine can get ready meanwhile. */
  default void prepare() {}

  /**
   * Tells what may be asked about soon, at least: who looks on this machine can begin meanwhile.
   * Nobody else is to hear of it, as not all of it need be asked.
   *
   * @param versions by package name
   */
  default void expect(SequencedMap<String, List<String>> versions) {}

  /**
   * The advisories about these packages. May also tell of other versions than those asked for.
   *
   * @param versions by package name
   * @throws dev.jpm.model.error.JpmException ENOAUDIT where it cannot be asked: no answer is never
   *     the answer that there are none
   */
  List<Advisory> advisories(SequencedMap<String, List<String>> versions);
}
