package dev.jpm.runtime;

import dev.jpm.model.BinTable;
import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;

/** What {@code exec} decides without looking anywhere. */
public final class BinChoice {
  private BinChoice() {}

  /**
   * The command that stands for a package: its only one (or several names of one target), else the
   * one called like the package without scope.
   *
   * @throws JpmException EUSAGE where that leaves none
   */
  public static String of(Manifest manifest) {
    SequencedMap<String, String> bins = BinTable.of(manifest);
    if (new LinkedHashSet<>(bins.values()).size() == 1) {
      return bins.firstEntry().getKey();
    }
    String name = manifest.name();
    String bare = name == null ? "" : name.replaceFirst("^@[^/]+/", "");
    if (bins.containsKey(bare)) {
      return bare;
    }
    throw undecided(manifest, bins);
  }

  private static JpmException undecided(Manifest manifest, SequencedMap<String, String> bins) {
    JpmException none = JpmException.of(ErrorCode.EUSAGE, "could not determine executable to run");
    if (bins.isEmpty()) {
      return none.withHint(manifest + " has no bin");
    }
    String names = String.join(", ", bins.keySet());
    return none.withHint(manifest + " has several: " + names)
        .withHint("Name one: jpm exec --package=" + manifest.name() + " -- <command>");
  }

  /** The commands of a package with their targets, as npm links them. */
  public static SequencedMap<String, String> binsOf(Manifest manifest) {
    return BinTable.of(manifest);
  }

  /**
   * The name of the folder, below the cache's {@code _npx}, where {@code exec} installs packages.
   *
   * @param packages as asked for; folders as absolute paths
   */
  public static String npxKey(List<String> packages) {
    String text = String.join("\n", packages.stream().sorted(LocaleOrder.ENGLISH).toList());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }

  /**
   * The text to hand to the shell for a command of the user's: in single quotes, so that no shell
   * takes it for a word of its own; on Windows as it is.
   */
  public static String quoted(String command, HostPlatform host) {
    return host.isWindows() ? command : "'" + command.replace("'", "'\\''") + "'";
  }
}
