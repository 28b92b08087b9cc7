package dev.jpm.registrymock;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What is published: versions in publish order and tags, by package name. */
final class Shelf {
  private static final Instant FIRST_PUBLISH = Instant.parse("2020-01-01T00:00:00Z");
  private static final Duration BETWEEN_PUBLISHES = Duration.ofMinutes(1);

  /**
   * One package at one moment.
   *
   * @param name with its scope
   * @param versions in publish order
   * @param tags versions by tag
   */
  record Entry(
      String name, SequencedMap<String, Stored> versions, SequencedMap<String, String> tags) {

    /** A version by itself or by a tag. */
    Optional<Stored> find(String versionOrTag) {
      String version = tags.getOrDefault(versionOrTag, versionOrTag);
      return Optional.ofNullable(versions.get(version));
    }

    Optional<Stored> byFileName(String fileName) {
      return versions.values().stream().filter(v -> v.fileName().equals(fileName)).findFirst();
    }

    Instant created() {
      return versions.values().stream()
          .map(Stored::time)
          .min(Instant::compareTo)
          .orElse(Instant.EPOCH);
    }

    Instant modified() {
      return versions.values().stream()
          .map(Stored::time)
          .max(Instant::compareTo)
          .orElse(Instant.EPOCH);
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private Instant nextPublish = FIRST_PUBLISH;

  synchronized Optional<Entry> find(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(name, new LinkedHashMap<>(entry.versions()), new LinkedHashMap<>(entry.tags())));
  }

  /** The time for a version whose author gave none. */
  synchronized Instant nextTime() {
    Instant time = nextPublish;
    nextPublish = time.plus(BETWEEN_PUBLISHES);
    return time;
  }

  synchronized void put(String name, Stored stored, Iterable<String> tags) {
    Entry entry = entry(name);
    entry.versions().put(stored.version(), stored);
    tags.forEach(tag -> entry.tags().put(tag, stored.version()));
    boolean tagged = tags.iterator().hasNext();
    if (!tagged && (!isPrerelease(stored.version()) || !entry.tags().containsKey("latest"))) {
      entry.tags().put("latest", stored.version());
    }
  }

  synchronized void tag(String name, String tag, String version) {
    entry(name).tags().put(tag, version);
  }

  synchronized void untag(String name, String tag) {
    entry(name).tags().remove(tag);
  }

  synchronized void remove(String name) {
    entries.remove(name);
  }

  /** Takes one version away; {@code latest} falls back to the version published last. */
  synchronized void remove(String name, String version) {
    Entry entry = entry(name);
    entry.versions().remove(version);
    entry.tags().values().removeIf(version::equals);
    if (entry.versions().isEmpty()) {
      entries.remove(name);
    } else {
      entry.tags().putIfAbsent("latest", entry.versions().lastEntry().getKey());
    }
  }

  private Entry entry(String name) {
    return entries.computeIfAbsent(
        name, key -> new Entry(key, new LinkedHashMap<>(), new LinkedHashMap<>()));
  }

  private static boolean isPrerelease(String version) {
    return version.split("\\+", 2)[0].contains("-");
  }
}
