package dev.jpm.sigstore;

import dev.jpm.model.error.JpmException;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/** How services are asked. */
@FunctionalInterface
public interface ServiceCall {
  /**
   * What is answered to {@code body}.
   *
   * @throws JpmException where nothing is, or no; its sentence is what people are told
   */
  JsonNode post(URI url, JsonNode body);
}
