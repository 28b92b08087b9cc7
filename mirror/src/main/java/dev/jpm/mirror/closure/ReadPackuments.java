package dev.jpm.mirror.closure;

import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.Form;
import dev.jpm.mirror.packument.Forms;
import dev.jpm.packument.PackumentReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Packuments that were read lately, as long as there is room: the least used go first. */
final class ReadPackuments {
  private record Key(String name, String id, String base) {}

  private final Forms forms;
  private final long room;
  private final Map<Key, Choices> read = new LinkedHashMap<>(16, 0.75f, true);
  private long taken;

  /**
   * @param room in bytes
   */
  ReadPackuments(Forms forms, long room) {
    this.forms = forms;
    this.room = room;
  }

  /** {@code document} for clients that reach the mirror at {@code base}. */
  Choices of(Document document, String base) {
    Key key = new Key(document.name().value(), document.id(), base);
    Choices known = known(key);
    if (known != null) {
      return known;
    }
    // Two may read the same; neither waits for the other.
    Choices choices = read(document, base);
    keep(key, choices);
    return choices;
  }

  private Choices read(Document document, String base) {
    try (InputStream file =
            new BufferedInputStream(forms.of(document, Form.FULL, base).open(), 1 << 16);
        InputStream in = new GZIPInputStream(file, 1 << 16)) {
      return new Choices(PackumentReader.read(in), document.name().value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized @Nullable Choices known(Key key) {
    return read.get(key);
  }

  private synchronized void keep(Key key, Choices choices) {
    if (read.putIfAbsent(key, choices) == null) {
      taken += choices.bytes();
    }
    while (taken > room && read.size() > 1) {
      Key oldest = read.keySet().iterator().next();
      Choices gone = read.remove(oldest);
      taken -= gone == null ? 0 : gone.bytes();
    }
  }
}
