package dev.jpm.mirror.packument;

import dev.jpm.model.PackageName;
import java.io.IOException;

/**
 * A packument as it is at one moment.
 *
 * @param id differs whenever the content differs
 * @param stale whether its upstream could not be asked whether it still holds
 */
public record Document(PackageName name, String id, boolean stale, Content content) {

  /** Shows the packument to a visitor. */
  @FunctionalInterface
  public interface Content {
    void show(PackumentVisitor visitor) throws IOException;
  }
}
