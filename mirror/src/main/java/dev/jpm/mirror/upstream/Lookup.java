package dev.jpm.mirror.upstream;

import dev.jpm.mirror.packument.Document;

/** What came of looking for a package. */
public sealed interface Lookup {
  record Found(Document document) implements Lookup {}

  record Missing() implements Lookup {}

  /** It is there, and the policy lets nothing of it pass. */
  record Refused(String reason) implements Lookup {}

  /** Nobody could be asked, and nothing is kept. */
  record Unavailable(String reason) implements Lookup {}
}
