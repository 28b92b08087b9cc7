package dev.jpm.mirror.closure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.Forms;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;

/** Answers questions for all that an install will choose from. */
public final class Closures {
  private final ReadPackuments read;
  private final ExecutorService threads;

  /**
   * @param room for packuments that were read, in bytes
   */
  public Closures(Forms forms, long room, ExecutorService threads) {
    this.read = new ReadPackuments(forms, room);
    this.threads = threads;
  }

  /**
   * What is told to a client.
   *
   * @param parts by name
   * @param tag that decides where a spec leaves it open
   */
  public record Told(SortedMap<String, Part> parts, String tag) {
    /** A line for each package, {@code [bytes, name, spec …]}, and the part that it tells of. */
    public void writeTo(OutputStream out) throws IOException {
      for (Map.Entry<String, Part> entry : parts.entrySet()) {
        byte[] part = entry.getValue().json(tag);
        ArrayNode header = Json.array().add(part.length).add(entry.getKey());
        entry.getValue().specs().forEach(header::add);
        out.write((header + "\n").getBytes(UTF_8));
        out.write(part);
      }
    }
  }

  /**
   * Follows {@code question}.
   *
   * @param documents the packuments that the client may see
   * @param base the address of the mirror as the client knows it
   */
  public Told of(
      Question question, Function<PackageName, Optional<Document>> documents, String base)
      throws InterruptedException {
    Walk walk =
        new Walk(
            question,
            name -> documents.apply(name).map(document -> read.of(document, base)),
            threads);
    return new Told(walk.parts(), question.options().defaultTag());
  }
}
