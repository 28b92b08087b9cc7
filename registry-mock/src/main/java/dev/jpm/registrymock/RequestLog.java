package dev.jpm.registrymock;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Every request since the start or the last {@link #clear}, in order of arrival. */
public final class RequestLog {
  private final List<Request> requests = new ArrayList<>();
  private int underWay;
  private int mostAtOnce;

  RequestLog() {}

  public synchronized List<Request> all() {
    return List.copyOf(requests);
  }

  public synchronized int count() {
    return requests.size();
  }

  /** How many requests had a decoded path like {@code glob}, in which {@code *} matches all. */
  public int count(String glob) {
    return matching(glob).size();
  }

  public List<Request> matching(String glob) {
    Glob wanted = new Glob(glob);
    return all().stream().filter(request -> wanted.matches(request.path())).toList();
  }

  public List<Request> tarballs() {
    return all().stream().filter(Request::isTarball).toList();
  }

  public int tarballCount() {
    return tarballs().size();
  }

  /** How often each {@code METHOD /path} was asked for, by that text in order. */
  public SequencedMap<String, Integer> counts() {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (Request request : all()) {
      counts.merge(request.toString(), 1, Integer::sum);
    }
    return counts;
  }

  /** The highest number of requests that were being answered at the same time. */
  public synchronized int mostAtOnce() {
    return mostAtOnce;
  }

  public synchronized void clear() {
    requests.clear();
    mostAtOnce = underWay;
  }

  synchronized void began(Request request) {
    requests.add(request);
    underWay++;
    mostAtOnce = Math.max(mostAtOnce, underWay);
  }

  synchronized void ended() {
    underWay--;
  }
}
