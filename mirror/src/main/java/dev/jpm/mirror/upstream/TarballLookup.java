package dev.jpm.mirror.upstream;

import dev.jpm.mirror.blob.Blob;

/** What came of looking for a tarball. */
public sealed interface TarballLookup {
  record Stored(Blob blob, String digest) implements TarballLookup {}

  /** It is on its way; it can be read while it comes. */
  record Coming(Download download) implements TarballLookup {}

  record Missing() implements TarballLookup {}

  /** The policy does not let it pass. */
  record Refused(String reason) implements TarballLookup {}

  /** Nobody could be asked for it. */
  record Unavailable(String reason) implements TarballLookup {}
}
