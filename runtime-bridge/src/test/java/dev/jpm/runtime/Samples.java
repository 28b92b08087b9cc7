package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.runtime.NodeRuntime.Origin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values that several tests begin with. */
final class Samples {
  static final HostPlatform LINUX = new HostPlatform("linux", "x64", "glibc");
  static final HostPlatform WINDOWS = new HostPlatform("win32", "x64", null);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Samples() {}

  /** JSON with single quotes for double ones. */
  static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  static Manifest manifest(String text) {
    return new Manifest(json(text));
  }

  /** A context on Linux below {@code home}, with a runtime that has headers. */
  static ScriptContext context(Path home, Map<String, String> inherited) {
    return context(home, inherited, LINUX, home.resolve("runtime"));
  }

  static ScriptContext context(
      Path home, Map<String, String> inherited, HostPlatform host, @Nullable Path nodedir) {
    return new ScriptContext(
        inherited,
        new LinkedHashMap<>(),
        "run",
        home.resolve("start"),
        home.resolve("project"),
        home.resolve("prefix"),
        home,
        null,
        null,
        null,
        false,
        "npm/11.19.1 node/v26.10.0 linux x64 workspaces/false jpm/1.0.0",
        new NodeRuntime(
            home.resolve("runtime/bin/node"), RuntimeTable.VERSION, nodedir, Origin.BUNDLED),
        Shims.in(home.resolve("shims")),
        home.resolve("compiled"),
        host);
  }
}
