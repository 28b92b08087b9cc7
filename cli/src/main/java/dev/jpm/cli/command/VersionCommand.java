package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.Release;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code jpm version} without a new version: what is in use here. */
final class VersionCommand implements Command {
  @Override
  public int run(Invocation call) {
    if (!call.words().isEmpty()) {
      throw JpmException.of(ErrorCode.EUSAGE, "jpm version cannot set a new version yet")
          .withHint("Change \"version\" in package.json");
    }
    Map<String, String> versions = new LinkedHashMap<>();
    ManifestFile.readOrEmpty(call.project().packageJson())
        .ifPresent(manifest -> addProject(manifest, versions));
    versions.put("jpm", Release.version());
    versions.put("npm", Release.npmVersion());
    versions.put("java", Runtime.version().toString());
    if (call.settings().flag("json")) {
      call.terminal().json(versions);
      return 0;
    }
    StringBuilder text = new StringBuilder("{");
    String between = "\n";
    for (Map.Entry<String, String> entry : versions.entrySet()) {
      boolean plain = entry.getKey().matches("[A-Za-z_$][\\w$]*");
      String key = plain ? entry.getKey() : "'" + entry.getKey() + "'";
      text.append(between)
          .append("  ")
          .append(key)
          .append(": '")
          .append(entry.getValue())
          .append('\'');
      between = ",\n";
    }
    call.terminal().line(text.append("\n}").toString());
    return 0;
  }

  private static void addProject(Manifest manifest, Map<String, String> versions) {
    String name = manifest.name();
    String version = manifest.version();
    if (name != null && version != null) {
      versions.put(name, version);
    }
  }
}
