package dev.jpm.runtime;

import dev.jpm.model.NodePackageMap;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells Node.js of the project's package map, where it has one, by NODE_OPTIONS, so that every
 * process that a script starts knows it too. What else stands there stays. What does not belong to
 * the project is not told, and what an outer script was told of another project is taken out: the
 * map says of all that lies elsewhere that nothing is found.
 */
final class PackageMapOption {
  private static final String NODE_OPTIONS = "NODE_OPTIONS";
  private static final String NODE_MODULES = "node_modules";

  private static final Pattern TOLD =
      Pattern.compile(
          "\\s*"
              + NodePackageMap.OPTION
              + "=(?:\"(?:[^\"\\\\]|\\\\.)*[/\\\\]+node_modules[/\\\\]+\\.package-map\\.json\""
              + "|[^\\s\"]*[/\\\\]node_modules[/\\\\]\\.package-map\\.json(?=\\s|$))");

  private PackageMapOption() {}

  /**
   * Puts it into the environment of a script.
   *
   * @param project the project's folder
   * @param runtime what the script runs on
   * @throws JpmException ERUNTIME where the script would run on a Node.js that knows no such maps
   */
  static void put(
      Map<String, String> environment, Path project, NodeRuntime runtime, Subject subject) {
    String before = environment.getOrDefault(NODE_OPTIONS, "");
    String options = without(before);
    Path map = project.resolve(NODE_MODULES).resolve(NodePackageMap.FILE);
    if (isOfProject(project, subject) && isOurs(map)) {
      requireReader(runtime);
      options = (NodePackageMap.OPTION + "=" + quoted(map.toString()) + " " + options).strip();
    }
    if (!options.equals(before)) {
      if (options.isEmpty()) {
        environment.remove(NODE_OPTIONS);
      } else {
        environment.put(NODE_OPTIONS, options);
      }
    }
  }

  private static String without(String options) {
    Matcher told = TOLD.matcher(options);
    return told.find() ? told.replaceAll("").strip() : options;
  }

  private static boolean isOfProject(Path project, Subject subject) {
    Path folder = subject.folder().toAbsolutePath().normalize();
    if (!folder.startsWith(project)
        || !subject.binFolders().stream().allMatch(bins -> isFrom(project, bins, subject))) {
      return false;
    }
    for (Path name : project.relativize(folder)) {
      if (name.toString().equals(NODE_MODULES)) {
        return false;
      }
    }
    return true;
  }

  /** Commands that were brought for one call lie in the cache, with packages of their own. */
  private static boolean isFrom(Path project, Path bins, Subject subject) {
    try {
      Path command = bins.resolve(Shell.firstWord(subject.script()));
      return command.toRealPath().startsWith(project.toRealPath());
    } catch (IOException | InvalidPathException notOne) {
      return false;
    }
  }

  /** Whether jpm wrote it, and no other tool has installed anything since. */
  private static boolean isOurs(Path map) {
    byte[] head = NodePackageMap.HEAD.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(map)) {
      return Arrays.equals(in.readNBytes(head.length), head)
          && !Files.exists(map.resolveSibling(".package-lock.json"), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return false;
    }
  }

  private static void requireReader(NodeRuntime runtime) {
    if (!NodePackageMap.isReadBy(runtime.version())) {
      throw JpmException.of(
              ErrorCode.ERUNTIME,
              "This project was installed with install-strategy=map, which needs Node.js "
                  + NodePackageMap.SINCE
                  + " or newer, and its scripts run on "
                  + runtime.version())
          .withHint("Run \"jpm install --install-strategy=linked\", which every Node.js can read");
    }
  }

  /** Node.js takes quotes and backslashes inside quotes out again. */
  private static String quoted(String path) {
    boolean plain = path.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\\');
    return plain ? path : '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
