package dev.jpm.mirror.policy;

import dev.jpm.model.PackageName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What the policy does to a package.
 *
 * @param heldBack why versions may not pass, in the packument's order
 * @param waived what does not count against versions, whether or not they pass
 */
public record PackageState(
    PackageName name,
    SequencedMap<String, List<Objection>> heldBack,
    SequencedMap<String, List<Waived>> waived) {
  public PackageState {
    heldBack = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(heldBack));
    waived = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(waived));
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return heldBack.isEmpty() && waived.isEmpty();
  }
}
