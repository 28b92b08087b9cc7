package dev.jpm.fetcher;

import dev.jpm.model.error.JpmException;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What a registry answered to a request of which it may well refuse. */
public sealed interface RegistryReply {
  int status();

  /** An empty object where the answer was none, or no JSON in a refusal. */
  JsonNode body();

  /**
   * It did it.
   *
   * @param retryAfterSeconds when to ask again, where the registry says so
   */
  record Done(int status, JsonNode body, OptionalLong retryAfterSeconds) implements RegistryReply {}

  /** It refused; {@code error} says so to people. */
  record Refused(int status, JsonNode body, JpmException error) implements RegistryReply {}

  /** What it answered; throws what it refused with. */
  default JsonNode orThrow() {
    return switch (this) {
      case Done done -> done.body();
      case Refused refused -> throw refused.error();
    };
  }
}
