package dev.jpm.mirror.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What is answered; the body is written when everything else has been said. */
public record Answer(int status, Map<String, String> headers, Body body) {

  /**
   * What follows the headers.
   *
   * @param length how many bytes it has; -1 where only the end will tell
   */
  public record Body(long length, Writer writer) {}

  /** Writes a body; a failure ends the connection, so that nobody takes a part for the whole. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final Body NOTHING = new Body(0, _ -> {});

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), NOTHING);
  }

  public static Answer json(int status, JsonNode document) {
    return bytes(status, "application/json", Json.bytes(document));
  }

  public static Answer bytes(int status, String type, byte[] bytes) {
    return new Answer(
        status, Map.of("content-type", type), new Body(bytes.length, out -> out.write(bytes)));
  }

  public static Answer stream(int status, String type, long length, Writer writer) {
    return new Answer(status, Map.of("content-type", type), new Body(length, writer));
  }

  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  /** The same without a body, for a client that has it already. */
  public Answer notModified() {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    kept.remove("content-type");
    kept.remove("content-encoding");
    return new Answer(304, kept, NOTHING);
  }
}
