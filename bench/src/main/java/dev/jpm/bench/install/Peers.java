package dev.jpm.bench.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The programs beside jpm, as packages of the platform they run on.
 *
 * @param modules the node_modules folder that they were installed into
 * @param cpu npm's name of the processor: x64, arm64
 */
public record Peers(Path modules, String cpu) {

  public static Peers in(Path modules, String javaArch) {
    String arch = javaArch.toLowerCase(Locale.ROOT);
    return new Peers(modules, arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "x64");
  }

  public Path node() {
    return modules.resolve("node-linux-" + cpu + "/bin/node");
  }

  public List<String> npm() {
    return List.of(node().toString(), modules.resolve("npm/bin/npm-cli.js").toString());
  }

  public List<String> pnpm() {
    return List.of(modules.resolve("@pnpm/exe.linux-" + cpu + "/pnpm").toString());
  }

  public List<String> bun() {
    String bunCpu = cpu.equals("arm64") ? "aarch64" : cpu;
    return List.of(modules.resolve("@oven/bun-linux-" + bunCpu + "/bin/bun").toString());
  }

  public List<String> utoo() {
    return List.of(modules.resolve("@utoo/utoo-linux-" + cpu + "/bin/utoo").toString());
  }

  /** Versions by name, as their package.json files say. */
  public SequencedMap<String, String> versions() {
    SequencedMap<String, String> versions = new LinkedHashMap<>();
    for (String name : List.of("npm", "pnpm", "bun", "utoo")) {
      versions.put(name, version(name));
    }
    versions.put("Node.js", version("node-linux-" + cpu));
    return versions;
  }

  private String version(String name) {
    Path file = modules.resolve(name).resolve("package.json");
    if (!Files.exists(file)) {
      return "absent";
    }
    JsonNode json = JsonMapper.shared().readTree(file);
    return json.path("version").asString("unknown");
  }
}
