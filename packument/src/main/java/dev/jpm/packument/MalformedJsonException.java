package dev.jpm.packument;

import java.io.IOException;

/** The text is no JSON document of the expected shape. */
public final class MalformedJsonException extends IOException {
  public MalformedJsonException(String problem, long offset) {
    super(problem + " at byte " + offset);
  }
}
