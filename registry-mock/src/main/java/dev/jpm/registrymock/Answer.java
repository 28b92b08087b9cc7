package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A status, headers and a whole body, before any fault is worked into it. */
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, Map<String, String> headers, byte[] body) {

  static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  static Answer json(int status, JsonNode body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
  }

  static Answer error(int status, String message) {
    return json(status, Json.object().put("error", message));
  }

  static Answer of(Fault.Answer fault) {
    return new Answer(fault.status(), fault.headers(), fault.body().getBytes(UTF_8));
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  Answer withBody(byte[] other) {
    return new Answer(status, headers, other);
  }

  Answer withStatus(int other) {
    return new Answer(other, headers, body);
  }
}
