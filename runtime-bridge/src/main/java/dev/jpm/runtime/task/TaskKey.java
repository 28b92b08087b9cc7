package dev.jpm.runtime.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that decides what a script does, made into one name: two runs of the same name do the
 * same. Each part is told with its length, so that no two lists of parts read alike.
 */
public final class TaskKey {
  private final MessageDigest digest;

  public TaskKey() {
    try {
      digest = MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }

  /** Adds a part. */
  public TaskKey with(String name, String value) {
    for (String text : new String[] {name, value}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return this;
  }

  /** Adds files, each with the digest of what it holds. */
  public TaskKey withFiles(String name, SortedMap<String, String> files) {
    with(name, Integer.toString(files.size()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      with(file.getKey(), file.getValue());
    }
    return this;
  }

  /** The name; the last call. */
  public String value() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
