package dev.jpm.bench.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What goes back.
 *
 * @param headers lines with their line ends; the length is not among them
 */
record Response(int status, String headers, Body body) {
  private static final Body NOTHING = new Body.InMemory(new byte[0]);

  static Response of(String headers, Body body) {
    return new Response(200, headers, body);
  }

  static Response unchanged(String headers) {
    return new Response(304, headers, NOTHING);
  }

  static Response notFound() {
    byte[] error = "{\"error\":\"Not found\"}".getBytes(UTF_8);
    return new Response(404, "Content-Type: application/json\r\n", new Body.InMemory(error));
  }

  /** The status line and all headers, up to where the body begins. */
  byte[] head() {
    String reason = status == 200 ? "OK" : status == 304 ? "Not Modified" : "Not Found";
    String length = status == 304 ? "" : "Content-Length: " + body.length() + "\r\n";
    return ("HTTP/1.1 " + status + " " + reason + "\r\n" + headers + length + "\r\n")
        .getBytes(US_ASCII);
  }
}
