package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.Settings;
import dev.jpm.fs.AtomicFile;
import dev.jpm.install.Runtimes;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.model.Manifest;
import dev.jpm.model.semver.Range;
import dev.jpm.runtime.HostPlatform;
import dev.jpm.runtime.NodeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code jpm runtime}: which Node.js releases are here, which one a project runs on. */
public final class RuntimeCommand implements Command {
  @Override
  public int run(Invocation call) throws IOException {
    List<String> words = call.words();
    String action = words.isEmpty() ? "ls" : words.getFirst();
    @Nullable String version = words.size() > 1 ? words.get(1) : null;
    if (words.size() > 2) {
      throw call.usage("");
    }
    try (Work work = Work.of(call)) {
      switch (action) {
        case "ls", "list" -> new RuntimeList(call, work, ofProject(call, work)).tell();
        case "which" -> which(call, work, version);
        case "install", "i", "add" -> install(call, work, version);
        case "use", "set" -> use(call, work, version);
        default -> throw call.usage("");
      }
    }
    return 0;
  }

  private static void which(Invocation call, Work work, @Nullable String version) {
    NodeRuntime node = chosen(call, work, version).node();
    work.quiet();
    call.terminal().line(node.node().toString());
  }

  private static void install(Invocation call, Work work, @Nullable String version) {
    NodeRuntime node = chosen(call, work, version).node();
    work.quiet();
    call.terminal().line("Node.js " + node.version() + " is in " + node.node());
  }

  /** Brings it first, so that what cannot be had is not written down. */
  private static void use(Invocation call, Work work, @Nullable String version) throws IOException {
    if (version == null) {
      throw call.usage("Name the version to use");
    }
    NodeRuntime node = Runtimes.asked(work.bench(), version, target(call, work)).node();
    work.quiet();
    String text = Range.tryParse(version).isPresent() ? version : "^" + node.version();
    Path file = call.project().packageJson();
    PackageJsonFile before =
        Files.exists(file)
            ? PackageJsonFile.parse(Files.readString(file), file.toString())
            : PackageJsonFile.create();
    JsonNode engines = before.json().path("devEngines");
    ObjectNode changed =
        engines instanceof ObjectNode there
            ? there.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    changed.set("runtime", withNode(changed.path("runtime"), text));
    AtomicFile.write(file, before.with("devEngines", changed).text());
    call.terminal()
        .line("devEngines.runtime in package.json is node " + text + ", here " + node.version());
    for (String name : List.of(".nvmrc", ".node-version")) {
      if (Files.exists(file.resolveSibling(name))) {
        call.terminal()
            .log(Level.NOTICE, "runtime", name + " says nothing any more: devEngines decides");
      }
    }
  }

  /** What {@code devEngines.runtime} holds beside the version, other runtimes above all, stays. */
  private static JsonNode withNode(JsonNode runtime, String version) {
    if (runtime instanceof ArrayNode entries) {
      ArrayNode changed = JsonNodeFactory.instance.arrayNode();
      boolean found = false;
      for (JsonNode entry : entries) {
        boolean isNode = entry.path("name").asString("").equals("node");
        changed.add(isNode && !found ? entry(entry, version) : entry);
        found |= isNode;
      }
      return found ? changed : changed.add(entry(runtime, version));
    }
    boolean isOther = runtime.isObject() && !runtime.path("name").asString("").equals("node");
    return isOther
        ? JsonNodeFactory.instance.arrayNode().add(runtime).add(entry(runtime.path(""), version))
        : entry(runtime, version);
  }

  private static ObjectNode entry(JsonNode before, String version) {
    ObjectNode entry =
        before instanceof ObjectNode there
            ? there.deepCopy()
            : JsonNodeFactory.instance.objectNode().put("name", "node");
    return entry.put("version", version);
  }

  private static Runtimes chosen(Invocation call, Work work, @Nullable String version) {
    return version == null
        ? ofProject(call, work)
        : Runtimes.asked(work.bench(), version, target(call, work));
  }

  private static Runtimes ofProject(Invocation call, Work work) {
    @Nullable Manifest manifest =
        ManifestFile.readOrEmpty(call.project().packageJson()).orElse(null);
    return Runtimes.of(work.bench(), call.project().localPrefix(), manifest, target(call, work));
  }

  /** The platform that {@code --os}, {@code --cpu} and {@code --libc} name, else this one. */
  private static HostPlatform target(Invocation call, Work work) {
    Settings settings = call.settings();
    HostPlatform here = work.bench().surroundings().host();
    String os = settings.text("os");
    String cpu = settings.text("cpu");
    String libc = settings.text("libc");
    boolean sameOs = os.isEmpty() || os.equals(here.os());
    return new HostPlatform(
        os.isEmpty() ? here.os() : os,
        cpu.isEmpty() ? here.cpu() : cpu,
        libc.isEmpty() ? (sameOs ? here.libc() : null) : libc);
  }
}
