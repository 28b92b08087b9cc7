package dev.jpm.bench.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The first line and the headers of a request.
 *
 * @param path decoded, without its first slash and without a query
 * @param headers by names in lower case
 */
record RequestHead(String method, String path, String protocol, Map<String, String> headers) {
  RequestHead {
    headers = Map.copyOf(headers);
  }

  /** What {@code bytes} say, which end with the empty line. */
  static RequestHead parse(byte[] bytes, int length) {
    String[] lines = new String(bytes, 0, length, ISO_8859_1).split("\r\n", -1);
    String[] words = lines[0].split(" ", 3);
    if (words.length < 3) {
      throw new IllegalArgumentException("no request: " + lines[0]);
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return new RequestHead(words[0], path(words[1]), words[2], headers);
  }

  private static String path(String target) {
    String path = target.replaceFirst("[?#].*", "").replaceFirst("^/+", "");
    return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** How many bytes of a body follow. */
  int bodyLength() {
    String length = header("content-length");
    return length.isEmpty() ? 0 : Integer.parseInt(length);
  }

  boolean keepsAlive() {
    return !header("connection").equalsIgnoreCase("close") && protocol.equals("HTTP/1.1");
  }
}
