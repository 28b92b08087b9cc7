package dev.jpm.install;

import dev.jpm.config.Setting;
import dev.jpm.lockfile.foreign.PnpmWorkspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * All that a bare install of a project goes by apart from node_modules, as one number: settings,
 * the project's files, jpm's own version. Two checksums serve, because they cost next to nothing
 * and nobody gains by forging them: the worst that a forged number does is that nothing happens.
 */
final class Inputs {
  private static final List<String> FILES =
      List.of(
          "package.json",
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          PnpmWorkspace.FILE,
          ".nvmrc",
          ".node-version");

  /** Settings that decide how things are fetched and told, and nothing of what is installed. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "audit",
          "audit-level",
          "cache-max",
          "cache-min",
          "color",
          "fetch-closure",
          "fetch-retries",
          "fetch-retry-factor",
          "fetch-retry-maxtimeout",
          "fetch-retry-mintimeout",
          "fetch-timeout",
          "fund",
          "json",
          "loglevel",
          "logs-dir",
          "logs-max",
          "long",
          "maxsockets",
          "offline",
          "parseable",
          "prefer-offline",
          "prefer-online",
          "progress",
          "timing",
          "unicode",
          "update-notifier");

  private static final Set<String> LOCKFILES = Set.of("package-lock.json", "npm-shrinkwrap.json");
  private static final byte[] NOTHING = {};

  private final CRC32C first = new CRC32C();
  private final CRC32 second = new CRC32();

  private Inputs() {}

  /**
   * The number.
   *
   * @param others more files, relative to the project: the package.json of folders linked to
   */
  static long fingerprint(Workbench bench, Path project, List<String> others) throws IOException {
    return fingerprint(bench, project, Set.of(), others);
  }

  /** The number that a project has before it is given a lockfile. */
  static long beforeLockfile(Workbench bench, Path project) throws IOException {
    return fingerprint(bench, project, LOCKFILES, List.of());
  }

  private static long fingerprint(
      Workbench bench, Path project, Set<String> absent, List<String> others) throws IOException {
    Inputs inputs = new Inputs();
    inputs.add(bench.surroundings().version());
    inputs.add(String.valueOf(bench.surroundings().host()));
    for (Map.Entry<String, Setting> setting : bench.settings().all().entrySet()) {
      if (!WITHOUT_EFFECT.contains(setting.getKey())) {
        inputs.add(setting.getKey());
        inputs.add(setting.getValue().value().shown(","));
      }
    }
    for (String file : FILES) {
      inputs.add(file, absent.contains(file) ? NOTHING : bytes(project.resolve(file)));
    }
    for (String file : others) {
      inputs.add(file, bytes(project.resolve(file)));
    }
    return inputs.first.getValue() << 32 | inputs.second.getValue();
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NOTHING;
    }
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return NOTHING;
    }
  }

  private void add(String name, byte[] content) {
    add(name);
    add(Integer.toString(content.length));
    update(content);
  }

  private void add(String text) {
    update(text.getBytes(StandardCharsets.UTF_8));
    update(new byte[] {0});
  }

  private void update(byte[] bytes) {
    first.update(bytes);
    second.update(bytes);
  }
}
