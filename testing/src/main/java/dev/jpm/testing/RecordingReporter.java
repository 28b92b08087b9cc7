package dev.jpm.testing;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every event in the order it came. */
public final class RecordingReporter implements Reporter {
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(Event event) {
    events.add(event);
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  /** The events of one kind. */
  public <E extends Event> List<E> only(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
