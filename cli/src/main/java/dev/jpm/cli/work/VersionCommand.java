package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.Release;
import dev.jpm.cli.command.Command;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.Installation;
import dev.jpm.model.Manifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code jpm version}: gives the project, or workspaces, another version; without one tells what is
 * in use here.
 */
public final class VersionCommand implements Command {
  @Override
  public int run(Invocation call) throws InterruptedException {
    ChosenWorkspaces workspaces = ChosenWorkspaces.of(call).withRoot(call);
    if (call.words().size() > 1) {
      throw call.usage("");
    }
    if (call.words().isEmpty()) {
      return list(call, workspaces);
    }
    String wanted = call.words().getFirst();
    String prefix = call.settings().text("tag-version-prefix");
    try (Work work = Work.of(call)) {
      work.quiet();
      if (workspaces.isEmpty()) {
        Path project = call.project().localPrefix();
        String version = new VersionChange(call, work.bench(), project).to(wanted);
        call.terminal().line(prefix + version);
        return 0;
      }
      for (Map.Entry<String, Path> workspace : workspaces.folders().entrySet()) {
        call.terminal().line(workspace.getKey());
        String version = new VersionChange(call, work.bench(), workspace.getValue()).to(wanted);
        call.terminal().line(prefix + version);
      }
    }
    updateWorkspaces(call, workspaces.names());
    return 0;
  }

  /** Has the lockfile and what depends on the workspaces follow. */
  public static void updateWorkspaces(Invocation call, List<String> names) {
    if (!call.settings().flag("workspaces-update") || names.isEmpty()) {
      return;
    }
    Invocation quiet = call.with(call.settings().with("fund", Flag.NO));
    try (Work work = Work.of(quiet)) {
      InstallRequest request = InstallRequest.update(quiet.settings(), names);
      new InstallSummary(quiet).tell(new Installation(work.bench(), request).run());
    }
  }

  private static int list(Invocation call, ChosenWorkspaces workspaces) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (Path folder : workspaces.folders().values()) {
      addProject(ManifestFile.read(folder.resolve("package.json")), versions);
    }
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
