package dev.jpm.linker;

import dev.jpm.cache.VirtualStore;
import dev.jpm.model.tree.Location;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where packages lie in the virtual store, by their places. Most are never asked for, and a path
 * costs more than all else that is done for a package that is there.
 */
final class EntryFolders extends AbstractMap<Location, Path> {
  private final Path store;
  private final Map<Location, String> paths;

  /**
   * @param paths of entries, below {@code store}
   */
  EntryFolders(Path store, Map<Location, String> paths) {
    this.store = store;
    this.paths = paths;
  }

  @Override
  public @Nullable Path get(@Nullable Object place) {
    String path = place instanceof Location at ? paths.get(at) : null;
    return path == null ? null : VirtualStore.packageFolder(store.resolve(path), path);
  }

  @Override
  public boolean isEmpty() {
    return paths.isEmpty();
  }

  @Override
  public Set<Entry<Location, Path>> entrySet() {
    return paths.entrySet().stream()
        .map(entry ->
            Map.entry(
                entry.getKey(),
                VirtualStore.packageFolder(store.resolve(entry.getValue()), entry.getValue())))
        .collect(Collectors.toUnmodifiableSet());
  }
}
