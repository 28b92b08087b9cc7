package dev.jpm.cli.audit;

import dev.jpm.audit.Finding;
import dev.jpm.audit.lock.LockAudit;
import dev.jpm.audit.lock.Origins;
import dev.jpm.cli.Invocation;
import dev.jpm.config.DefaultRegistry;
import dev.jpm.config.Registries;
import dev.jpm.config.Settings;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.ProjectFiles;
import dev.jpm.lockfile.entry.Lockfiles;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lockfiles that a call is about: those named, else all that lie in the project's folder. */
final class ProjectLockfiles {
  private static final String SCOPED = ":registry";

  private final Invocation call;
  private final List<Path> files;

  private ProjectLockfiles(Invocation call, List<Path> files) {
    this.call = call;
    this.files = List.copyOf(files);
  }

  /**
   * Those of {@code call}.
   *
   * @param named what the user typed; empty for those of the project
   * @throws JpmException ENOLOCK where the project has none
   */
  static ProjectLockfiles of(Invocation call, List<String> named) {
    List<Path> files = new ArrayList<>();
    for (String name : named) {
      files.add(call.session().cwd().resolve(name).normalize());
    }
    if (named.isEmpty()) {
      Lockfiles.NAMES.stream()
          .map(call.project().localPrefix()::resolve)
          .filter(Files::isRegularFile)
          .forEach(files::add);
    }
    if (files.isEmpty()) {
      throw JpmException.of(
              ErrorCode.ENOLOCK, "There is no lockfile in " + call.project().localPrefix())
          .withHint("Lockfiles are called " + String.join(", ", Lockfiles.NAMES));
    }
    return new ProjectLockfiles(call, files);
  }

  /** What is wrong in them, file by file. */
  List<Finding> findings() {
    Origins origins = origins(call.settings());
    List<Finding> findings = new ArrayList<>();
    for (Path file : files) {
      findings.addAll(LockAudit.run(read(file), shown(file), manifests(file), origins));
    }
    return findings;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** From where the user stands, as CI servers want it, with slashes. */
  private String shown(Path file) {
    Path cwd = call.session().cwd();
    Path shown = file.startsWith(cwd) ? cwd.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }

  /** Other tools' lockfiles have specs as they are written, npm's have npm's. */
  private static Map<String, Manifest> manifests(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isRegularFile(folder.resolve("package.json"))) {
      return Map.of();
    }
    boolean asWritten = !String.valueOf(file.getFileName()).endsWith(".json");
    return ProjectFiles.load(folder, false).manifests(asWritten);
  }

  private static Origins origins(Settings settings) {
    Registries registries = new Registries(settings);
    Map<String, URI> urls = new LinkedHashMap<>();
    urls.put("", registries.standard().url());
    for (String key : settings.all().keySet()) {
      if (key.startsWith("@") && key.endsWith(SCOPED)) {
        String scope = key.substring(0, key.length() - SCOPED.length());
        registries.ofScope(scope).ifPresent(registry -> urls.put(scope, registry.url()));
      }
    }
    List<String> others = new ArrayList<>(settings.list("allowed-hosts"));
    // What npm takes for "the configured registry", whichever that is.
    others.add(DefaultRegistry.host());
    return Origins.of(urls, others);
  }
}
