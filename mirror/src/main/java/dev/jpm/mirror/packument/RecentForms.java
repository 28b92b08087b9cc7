package dev.jpm.mirror.packument;

import dev.jpm.model.PackageName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms that were sent last, in memory, as far as there is room for them. */
final class RecentForms {
  private final long room;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long taken;

  /** Room for so many bytes. */
  RecentForms(long room) {
    this.room = room;
  }

  record Key(PackageName name, Form form, String base) {}

  /** A form of the document with that id. */
  record Kept(String id, Forms.Made made) {}

  /** What is kept under {@code key}, if it is of the document {@code id}. */
  synchronized @Nullable Kept find(Key key, String id) {
    Kept found = kept.get(key);
    return found != null && found.id().equals(id) ? found : null;
  }

  /** Whether one of that size leaves room for others. */
  boolean hasRoomFor(long size) {
    return size <= room / 8;
  }

  synchronized void put(Key key, Kept form) {
    Kept before = kept.put(key, form);
    taken += form.made().size() - (before == null ? 0 : before.made().size());
    while (taken > room) {
      Key eldest = kept.keySet().iterator().next();
      Kept gone = kept.remove(eldest);
      taken -= gone == null ? 0 : gone.made().size();
    }
  }
}
