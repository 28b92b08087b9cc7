package dev.jpm.mirror.server;

import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a call. */
record Dispatcher(List<Route> routes) {
  Answer answer(Call call) {
    TreeSet<String> others = new TreeSet<>();
    for (Route route : routes) {
      Optional<Values> values = route.match(call.segments());
      if (values.isPresent()) {
        if (route.method().equals(call.method())) {
          return route.endpoint().answer(call, values.get());
        }
        others.add(route.method());
      }
    }
    if (others.isEmpty()) {
      throw HttpProblem.notFound("Not found");
    }
    throw new HttpProblem(
        405, call.method() + " is not known here", Map.of("allow", String.join(", ", others)));
  }
}
