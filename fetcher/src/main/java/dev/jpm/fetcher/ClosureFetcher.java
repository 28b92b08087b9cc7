package dev.jpm.fetcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.cache.RegistryNotes;
import dev.jpm.config.Registries.Registry;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.Want;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.json.JsonText;
import dev.jpm.packument.PackumentReader;
import dev.jpm.packument.SlimPackument;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Asks a registry that is a jpm mirror for all that an install will choose from, in one request.
 * The answer consists of parts of packuments: a line of JSON each, {@code [bytes, name, spec …]},
 * that tells for which specs one chooses from the part as from the whole document, then the part.
 */
public final class ClosureFetcher {
  /** Below a registry that answers such questions. */
  static final String PATH = "-/jpm/v1/closure";

  /** Longer lines and answers are not of a registry's making. */
  private static final int LONGEST_LINE = 1 << 20;

  private static final long LARGEST = 256L << 20;

  private static final Set<ErrorCode> REFUSALS =
      Set.of(ErrorCode.E401, ErrorCode.E403, ErrorCode.E404);

  private final RegistryClient client;
  private final RegistryNotes notes;
  private final Reporter reporter;

  public ClosureFetcher(RegistryClient client, RegistryNotes notes, Reporter reporter) {
    this.client = client;
    this.notes = notes;
    this.reporter = reporter;
  }

  /** Whether {@code registry} answered such a question, or offered to, when last spoken to. */
  public boolean isOffered(Registry registry) {
    return notes.tellsAtOnce(RegistryUrls.key(registry));
  }

  /** Keeps what the answers of {@code registry} told in passing, for the next time. */
  public void learn(Registry registry) {
    if (client.offersClosure(registry.url()) && !isOffered(registry)) {
      note(registry, true);
    }
  }

  /**
   * The parts by what is wanted of them; empty where the registry does not answer. What is missing
   * in it must be asked for one by one.
   */
  public Optional<Map<Want, Packument>> fetch(Registry registry, ClosureQuestion question) {
    HttpCall call =
        new HttpCall(
            "POST",
            RegistryUrls.below(registry, PATH),
            registry,
            Map.of("accept", "application/vnd.jpm.closure.v1"),
            PATH,
            HttpCall.Kind.DOCUMENT,
            HttpCall.Body.of(question.json(), HttpCall.Purpose.QUESTION));
    try {
      return Optional.of(client.getOnce(call, answer -> read(answer.body())));
    } catch (JpmException refused) {
      // Not even a warning: it is only the quicker of two ways.
      if (REFUSALS.contains(refused.code())) {
        note(registry, false);
      }
      return Optional.empty();
    }
  }

  private void note(Registry registry, boolean offered) {
    try {
      notes.note(RegistryUrls.key(registry), offered);
    } catch (JpmException unwritable) {
      // A cache that may only be read: the next install finds out again.
    }
  }

  private Map<Want, Packument> read(InputStream in) throws IOException {
    Map<Want, Packument> parts = new HashMap<>();
    long left = LARGEST;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      left -= read(JsonText.parse(line, PATH), in, left, parts);
    }
    return parts;
  }

  private int read(JsonNode header, InputStream in, long left, Map<Want, Packument> parts)
      throws IOException {
    int length = header.path(0).asInt(-1);
    Optional<PackageName> name = PackageName.tryParse(header.path(1).asString(""));
    if (length < 0 || length > left || name.isEmpty()) {
      throw new IOException("the registry's closure holds a strange line");
    }
    String text = name.get().value();
    reporter.on(new Event.PackumentStarted(text));
    byte[] json = in.readNBytes(length);
    if (json.length < length) {
      throw new EOFException("the registry's closure ended too early");
    }
    SlimPackument slim = PackumentReader.read(json);
    Packument part = slim.toPackument(text);
    for (int i = 2; i < header.size(); i++) {
      parts.put(new Want(name.get(), header.path(i).asString("")), part);
    }
    reporter.on(new Event.PackumentEnded(text, Event.Origin.NETWORK, length));
    return length;
  }

  /** A line without its end; empty where the stream ends. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString(UTF_8);
      }
      line.write(next);
      if (line.size() > LONGEST_LINE) {
        throw new IOException("the registry's closure holds a line without end");
      }
    }
    if (line.size() > 0) {
      throw new EOFException("the registry's closure ended too early");
    }
    return "";
  }
}
