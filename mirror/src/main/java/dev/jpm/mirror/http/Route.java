package dev.jpm.mirror.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An endpoint: calls of {@code method} whose path looks like {@code pattern}.
 *
 * @param pattern segments, of which those in braces stand for any one and give it a name
 */
public record Route(String method, List<String> pattern, Endpoint endpoint) {

  /** Answers a call. */
  @FunctionalInterface
  public interface Endpoint {
    Answer answer(Call call, Values values);
  }

  /** What stood in a path where its pattern has names. */
  public record Values(Map<String, String> byName) {
    public String get(String name) {
      String value = byName.get(name);
      if (value == null) {
        throw new IllegalArgumentException("the pattern has no {" + name + "}");
      }
      return value;
    }
  }

  /** A route with a pattern like {@code /-/package/{name}/dist-tags}. */
  public static Route of(String method, String pattern, Endpoint endpoint) {
    List<String> segments =
        pattern.equals("/") ? List.of() : List.of(pattern.substring(1).split("/", -1));
    return new Route(method, segments, endpoint);
  }

  /** The values of {@code segments} where they look like the pattern. */
  public Optional<Values> match(List<String> segments) {
    if (segments.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String wanted = pattern.get(i);
      String segment = segments.get(i);
      int brace = wanted.indexOf('{');
      if (brace < 0 ? !wanted.equals(segment) : !segment.startsWith(wanted.substring(0, brace))) {
        return Optional.empty();
      }
      if (brace >= 0) {
        String value = segment.substring(brace);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.put(wanted.substring(brace + 1, wanted.length() - 1), value);
      }
    }
    return Optional.of(new Values(values));
  }

  /** Several families of endpoints as one list; the first that fits answers. */
  @SafeVarargs
  public static List<Route> all(List<Route>... families) {
    List<Route> all = new ArrayList<>();
    for (List<Route> family : families) {
      all.addAll(family);
    }
    return List.copyOf(all);
  }
}
