package dev.jpm.fetcher;

import java.io.IOException;

/** The text is no JSON document of the expected shape. */
final class MalformedJsonException extends IOException {
  MalformedJsonException(String problem, long offset) {
    super(problem + " at byte " + offset);
  }
}
