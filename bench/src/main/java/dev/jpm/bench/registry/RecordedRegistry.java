package dev.jpm.bench.registry;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers from a recording; what that lacks is asked of the registry behind it once, and kept. A
 * replay of what was recorded asks nobody.
 */
public final class RecordedRegistry implements Shelf {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Recording recording;
  private final Upstream upstream;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

  /** Packages that the registry does not know; some tools ask for names that are none. */
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  private final AtomicInteger asked = new AtomicInteger();

  public RecordedRegistry(Recording recording, Upstream upstream) {
    this.recording = recording;
    this.upstream = upstream;
  }

  /** How often the registry behind it was asked. */
  public int asked() {
    return asked.get();
  }

  @Override
  public @Nullable Document packument(String name, Form form) {
    Document known = recording.packument(name, form);
    if (known != null || unknown.contains(name)) {
      return known;
    }
    synchronized (lock(name)) {
      if (recording.packument(name, form) == null && !unknown.contains(name)) {
        asked.incrementAndGet();
        ObjectNode document = upstream.packument(name);
        if (document == null) {
          unknown.add(name);
        } else {
          recording.keepPackument(name, document);
        }
      }
    }
    return recording.packument(name, form);
  }

  @Override
  public @Nullable Body tarball(String name, String fileName) {
    Body known = recording.tarball(name, fileName);
    if (known != null || packument(name, Form.FULL) == null) {
      return known;
    }
    String url = recording.source(name, fileName);
    if (url == null) {
      return null;
    }
    synchronized (lock(name + "/" + fileName)) {
      if (recording.tarball(name, fileName) == null) {
        asked.incrementAndGet();
        recording.keepTarball(name, fileName, upstream.tarball(name, url));
      }
    }
    return recording.tarball(name, fileName);
  }

  @Override
  public byte @Nullable [] manifest(String name, String version) {
    byte[] known = manifests.get(name + "@" + version);
    if (known != null || packument(name, Form.FULL) == null) {
      return known;
    }
    JsonNode document = MAPPER.readTree(recording.fullDocument(name));
    String tagged = document.path("dist-tags").path(version).asString(version);
    JsonNode manifest = document.path("versions").path(tagged);
    if (!manifest.isObject()) {
      return null;
    }
    byte[] bytes = MAPPER.writeValueAsBytes(manifest);
    manifests.put(name + "@" + version, bytes);
    return bytes;
  }

  private Object lock(String what) {
    return locks.computeIfAbsent(what, _ -> new Object());
  }
}
