package dev.jpm.mirror.watch;

import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Timestamps;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tells of each call in a line of JSON. */
public final class AccessLog implements Watcher {
  private final Consumer<String> lines;
  private final InstantSource clock;

  public AccessLog(Consumer<String> lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  @Override
  public void over(Finished finished) {
    Call call = finished.call();
    ObjectNode line = Json.object();
    line.put("time", Timestamps.of(clock.instant()));
    line.put("remote", call.remote());
    @Nullable String person = call.caller().person();
    if (person != null) {
      line.put("person", person);
    }
    line.put("method", finished.method());
    line.put("path", ShownPath.of(call.segments()));
    line.put("status", finished.status());
    line.put("bytes", finished.bytes());
    line.put("millis", finished.took().toMillis());
    putHeader(line, call, "agent", "user-agent");
    putHeader(line, call, "session", "npm-session");
    putHeader(line, call, "command", "npm-command");
    if (finished.failure() != null) {
      line.put("failure", String.valueOf(finished.failure()));
    }
    lines.accept(line.toString());
  }

  private static void putHeader(ObjectNode line, Call call, String field, String header) {
    String value = call.headerOrEmpty(header);
    if (!value.isEmpty()) {
      line.put(field, ShownPath.cut(value));
    }
  }
}
