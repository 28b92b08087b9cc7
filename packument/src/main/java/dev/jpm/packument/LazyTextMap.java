package dev.jpm.packument;

import java.util.AbstractMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a JSON object, parsed when somebody looks: most packuments' times are never read.
 */
final class LazyTextMap extends AbstractMap<String, String>
    implements SequencedMap<String, String> {
  private final JsonSlice slice;
  private volatile @Nullable SequencedMap<String, String> parsed;

  LazyTextMap(JsonSlice slice) {
    this.slice = slice;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return parsed().entrySet();
  }

  @Override
  public @Nullable String get(@Nullable Object key) {
    return parsed().get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return parsed().containsKey(key);
  }

  @Override
  public boolean isEmpty() {
    return slice.isEmpty() || parsed().isEmpty();
  }

  @Override
  public SequencedMap<String, String> reversed() {
    return parsed().reversed();
  }

  private SequencedMap<String, String> parsed() {
    SequencedMap<String, String> map = parsed;
    if (map == null) {
      map = JsonTexts.textMap(slice);
      parsed = map;
    }
    return map;
  }
}
