package dev.jpm.mirror.server;

import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Timestamps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tells of each request in a line of JSON. Paths that hold secrets are cut. */
final class AccessLog {
  private static final int LONGEST = 512;

  private final Consumer<String> lines;
  private final InstantSource clock;

  AccessLog(Consumer<String> lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /**
   * Tells of a request that is over.
   *
   * @param bytes of the body that was sent
   * @param failure what went wrong, apart from what the status tells; null where nothing did
   */
  void tell(
      Call call,
      String method,
      int status,
      long bytes,
      Duration took,
      @Nullable Throwable failure) {
    ObjectNode line = Json.object();
    line.put("time", Timestamps.of(clock.instant()));
    line.put("remote", call.remote());
    line.put("method", method);
    line.put("path", path(call.segments()));
    line.put("status", status);
    line.put("bytes", bytes);
    line.put("millis", took.toMillis());
    putHeader(line, call, "agent", "user-agent");
    putHeader(line, call, "session", "npm-session");
    putHeader(line, call, "command", "npm-command");
    if (failure != null) {
      line.put("failure", String.valueOf(failure));
    }
    lines.accept(line.toString());
  }

  private static void putHeader(ObjectNode line, Call call, String field, String header) {
    String value = call.headerOrEmpty(header);
    if (!value.isEmpty()) {
      line.put(field, value.substring(0, Math.min(value.length(), LONGEST)));
    }
  }

  private static String path(List<String> segments) {
    boolean secret =
        segments.size() > 2
            && segments.getFirst().equals("-")
            && (segments.get(1).equals("login")
                || (segments.get(1).equals("v1") && segments.get(2).equals("done"))
                || segments.contains("token"));
    String path =
        "/" + String.join("/", secret ? segments.subList(0, segments.size() - 1) : segments);
    String shown = secret ? path + "/…" : path;
    return shown.substring(0, Math.min(shown.length(), LONGEST));
  }
}
