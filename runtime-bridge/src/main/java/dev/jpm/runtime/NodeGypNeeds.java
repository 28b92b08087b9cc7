package dev.jpm.runtime;

import java.util.ArrayList;
import java.util.List;

/** Says what the machine lacks where building a native addon failed. */
final class NodeGypNeeds {
  private NodeGypNeeds() {}

  /** One sentence for each tool that node-gyp needs and PATH lacks; empty for other scripts. */
  static List<String> missing(ScriptCommand command, HostPlatform host) {
    boolean builds = command.script().contains("node-gyp");
    if (!builds || host.isWindows()) {
      return builds
          ? List.of("node-gyp needs Python 3 and the C++ build tools of Visual Studio")
          : List.of();
    }
    PathSearch path = PathSearch.of(command.environment(), host);
    List<String> missing = new ArrayList<>();
    boolean told =
        command.environment().containsKey("PYTHON")
            || command.environment().containsKey("npm_config_python");
    if (!told && path.find("python3").isEmpty() && path.find("python").isEmpty()) {
      missing.add("node-gyp needs Python 3, and no python3 was found on PATH");
    }
    if (path.find("make").isEmpty() && path.find("gmake").isEmpty()) {
      missing.add("node-gyp needs make, and none was found on PATH");
    }
    boolean hasCompiler =
        command.environment().containsKey("CXX")
            || path.find("c++").isPresent()
            || path.find("g++").isPresent()
            || path.find("clang++").isPresent();
    if (!hasCompiler) {
      missing.add("node-gyp needs a C++ compiler, and none was found on PATH");
    }
    return missing;
  }
}
