package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.terminal.JsonText;
import dev.jpm.cli.terminal.Level;
import dev.jpm.model.error.Redacted;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code ping}: whether the registry answers, and how fast. */
public final class PingCommand implements Command {
  @Override
  public int run(Invocation call) {
    String registry = Redacted.text(call.settings().text("registry"));
    call.terminal().log(Level.NOTICE, "PING", registry);
    try (Work work = Work.of(call)) {
      long begun = System.nanoTime();
      JsonNode details = work.bench().client().ping();
      long millis = (System.nanoTime() - begun) / 1_000_000;
      work.quiet();
      call.terminal().log(Level.NOTICE, "PONG", millis + "ms");
      if (call.settings().flag("json")) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("registry", registry);
        json.put("time", millis);
        json.put("details", JsonValues.plain(details));
        call.terminal().json(json);
      } else if (!details.isEmpty()) {
        Object plain = JsonValues.plain(details);
        call.terminal().log(Level.NOTICE, "PONG", plain == null ? "" : JsonText.pretty(plain));
      }
    }
    return 0;
  }
}
