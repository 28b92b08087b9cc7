package dev.jpm.bridge;

import java.time.Duration;
import java.util.List;

/**
 * What an install did.
 *
 * @param heldBack packages whose install scripts wait for an approval, each with what would run
 */
public record Installed(int added, int removed, int changed, List<String> heldBack, Duration took) {
  public Installed {
    heldBack = List.copyOf(heldBack);
  }
}
