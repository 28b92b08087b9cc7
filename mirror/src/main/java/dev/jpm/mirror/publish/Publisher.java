package dev.jpm.mirror.publish;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who publishes.
 *
 * @param person for whom
 * @param trusted by which rule, where it is a service; null where it is the person
 */
public record Publisher(String person, @Nullable ObjectNode trusted) {
  public static Publisher of(String person) {
    return new Publisher(person, null);
  }
}
