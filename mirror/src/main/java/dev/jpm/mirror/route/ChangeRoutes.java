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
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.function.Predicate;
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
    Predicate<PackageName> readable = gatekeeper.readable(call);
    String wanted = call.query("since", "0");
    long since = wanted.equals("now") ? changes.last() : number("since", wanted);
    long most = Math.min(number("limit", call.query("limit", String.valueOf(MOST))), MOST);
    return Answer.json(200, told(since, Math.toIntExact(most), readable))
        .with("cache-control", "no-store");
  }

  /** As many as are wanted, if there are: a follower takes none for the end. */
  private ObjectNode told(long since, int most, Predicate<PackageName> readable) {
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    // Never that of a change which is still to be told, as nobody would see it then.
    long last = since;
    boolean more = true;
    while (more && results.size() < most) {
      List<Changed> found = changes.after(last, most - results.size());
      found.stream()
          .filter(changed -> readable.test(changed.name()))
          .forEach(changed -> results.add(told(changed)));
      more = !found.isEmpty();
      last = more ? found.getLast().number() : last;
    }
    return answer.put("last_seq", last);
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
