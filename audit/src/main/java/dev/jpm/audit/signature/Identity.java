package dev.jpm.audit.signature;

import java.util.ArrayList;
import java.util.List;

/**
 * Where and by what a version was built, as its attestation proves.
 *
 * @param repository the address of its sources
 * @param workflow the file that says how it is built
 * @param ref the branch or tag that it was built from; {@code *} for the name of a tag, as each
 *     version has one of its own
 * @param builder the service that ran the workflow
 */
public record Identity(String repository, String workflow, String ref, String builder) {
  private static final String TAGS = "refs/tags/";

  public Identity {
    ref = ref.startsWith(TAGS) ? TAGS + "*" : ref;
  }

  /** What this one has differently from {@code recorded}, in words. */
  String differenceFrom(Identity recorded) {
    List<String> all = new ArrayList<>();
    tell(all, "repository", repository, recorded.repository);
    tell(all, "workflow", workflow, recorded.workflow);
    tell(all, "ref", ref, recorded.ref);
    tell(all, "builder", builder, recorded.builder);
    return String.join("; ", all);
  }

  private static void tell(List<String> all, String what, String now, String recorded) {
    if (!now.equals(recorded)) {
      all.add("the %s is %s, and %s is recorded".formatted(what, now, recorded));
    }
  }
}
