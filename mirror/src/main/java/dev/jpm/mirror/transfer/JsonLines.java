package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.mirror.http.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Objects of JSON, one a line; a line that is too long is refused before it is held. */
final class JsonLines implements AutoCloseable {
  private final InputStream in;
  private final int longest;

  JsonLines(InputStream in, int longest) {
    this.in = new BufferedInputStream(in);
    this.longest = longest;
  }

  /** The next one; each ends with a line feed. */
  Optional<ObjectNode> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() > 0) {
          throw new BrokenBundleException("a line of it ends too early");
        }
        return Optional.empty();
      }
      if (line.size() == longest) {
        throw new BrokenBundleException("it has a line of more than " + longest + " bytes");
      }
      line.write(next);
    }
    try {
      if (Json.parseAny(line.toString(UTF_8)) instanceof ObjectNode object) {
        return Optional.of(object);
      }
    } catch (JacksonException e) {
      throw new BrokenBundleException("it has a line that is no JSON");
    }
    throw new BrokenBundleException("it has a line that is no object");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
