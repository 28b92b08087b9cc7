package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived, secrets and all.
 *
 * @param method in capitals
 * @param rawPath the path as sent, still percent-encoded, with the registry's base path
 * @param path decoded and without the base path: {@code /@scope/name}
 * @param query what follows the question mark, or null
 * @param headers all values by lower-case name
 * @param body what was sent along; often empty
 */
public record Request(
    String method,
    String rawPath,
    String path,
    @Nullable String query,
    SequencedMap<String, List<String>> headers,
    String body) {

  /** The first value of a header, whatever the case of {@code name}, or null. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null ? null : values.getFirst();
  }

  boolean isTarball() {
    return path.endsWith(".tgz");
  }

  /** Method and decoded path, as counted and compared in tests. */
  @Override
  public String toString() {
    return method + " " + path;
  }

  static String decoded(String rawPath) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(rawPath.length());
    byte[] raw = rawPath.getBytes(UTF_8);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
      if (low < 0) {
        out.write(raw[i]);
      } else {
        out.write(high * 16 + low);
        i += 2;
      }
    }
    return out.toString(UTF_8);
  }
}
