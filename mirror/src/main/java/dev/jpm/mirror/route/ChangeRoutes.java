package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.metadata.PackageChanges;
import dev.jpm.mirror.metadata.PackageChanges.Changed;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What changed of the packages that were published here, for those who follow this mirror. */
public final class ChangeRoutes {
  private static final int MOST = 10_000;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Gatekeeper gatekeeper;
  private final PackageChanges changes;

  public ChangeRoutes(Gatekeeper gatekeeper, PackageChanges changes) {
    this.gatekeeper = gatekeeper;
    this.changes = changes;
  }

  public List<Route> all() {
    return List.of(Route.of("GET", "/_changes", this::changes));
  }

  private Answer changes(Call call, Values values) {
    gatekeeper.admitReader(call);
    String wanted = call.query("since", "0");
    long since = wanted.equals("now") ? changes.last() : number("since", wanted);
    long most = Math.min(number("limit", call.query("limit", String.valueOf(MOST))), MOST);
    List<Changed> found = changes.after(since, Math.toIntExact(most));
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    found.forEach(changed -> results.add(told(changed)));
    // Never that of a change which is not among the results, as nobody would see it then.
    answer.put("last_seq", found.isEmpty() ? since : found.getLast().number());
    return Answer.json(200, answer).with("cache-control", "no-store");
  }

  private static ObjectNode told(Changed changed) {
    ObjectNode told = Json.object().put("seq", changed.number()).put("id", changed.name().value());
    told.putArray("changes").addObject().put("rev", changed.revision());
    if (changed.gone()) {
      told.put("deleted", true);
    }
    return told;
  }

  private static long number(String parameter, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw HttpProblem.badRequest(parameter + " must be a number, not \"" + text + "\"");
    }
    return Long.parseLong(text);
  }
}
