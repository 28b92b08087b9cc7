package dev.jpm.mirror.transfer;

import java.io.IOException;

/** A file is no bundle, or not the one that was made. */
final class BrokenBundleException extends IOException {
  private static final long serialVersionUID = 1;

  BrokenBundleException(String why) {
    super(why);
  }
}
