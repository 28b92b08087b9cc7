package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.Settings;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.Installation;
import dev.jpm.install.PackagePicker;
import dev.jpm.install.Workbench;
import dev.jpm.linker.Layout;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.RegistrySpec;
import dev.jpm.model.spec.Spec.VersionSpec;
import dev.jpm.model.tree.Location;
import dev.jpm.runtime.BinChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of the cache in which {@code exec} installs one set of packages, npm's own one: used
 * again by every later call that names the same set, and changed only where a package has a newer
 * version that the call would get.
 */
final class ExecEnvironment {
  private final Invocation call;
  private final Work work;
  private final List<String> packages;
  private final Path folder;

  /**
   * @param packages as asked for, whether they are missing or not; folders as absolute paths
   */
  ExecEnvironment(Invocation call, Work work, List<String> packages) {
    this.call = call;
    this.work = work;
    this.packages = List.copyOf(packages);
    this.folder = ExecFolders.of(work.bench()).folder(BinChoice.npxKey(packages));
  }

  Path folder() {
    return folder;
  }

  Path bins() {
    return folder.resolve("node_modules/.bin");
  }

  /**
   * Brings what is not there of {@code missing}.
   *
   * @param asks whether somebody may have to agree first
   */
  ExecEnvironment with(List<String> missing, boolean asks) throws IOException {
    List<String> added = new ArrayList<>();
    for (String typed : missing) {
      lacking(typed).ifPresent(added::add);
    }
    if (!added.isEmpty()) {
      if (asks) {
        confirm(added);
      }
      Folders.create(folder);
      Workbench bench = work.bench();
      try (Workbench inside = new Workbench(bench.settings(), bench.surroundings().in(folder))) {
        new Installation(inside, InstallRequest.exec(added)).run();
      }
      note();
    }
    ExecFolders.of(work.bench()).used(folder, call.session().clock().instant());
    return this;
  }

  /** What is to be installed for a spec; empty where the folder has what it would bring. */
  private Optional<String> lacking(String typed) {
    Spec spec = Spec.parseArgument(typed);
    if (spec.name() == null || !(spec instanceof RegistrySpec)) {
      return Optional.of(typed);
    }
    String name = spec.name().value();
    if (spec instanceof VersionSpec && isInstalled(folder, name, spec)) {
      return Optional.empty();
    }
    String id = newest(typed);
    String there = version(folder, name);
    return there != null && id.equals(name + "@" + there) ? Optional.empty() : Optional.of(id);
  }

  /** What the registry would give now, as npm asks it here. */
  private String newest(String typed) {
    Workbench bench = work.bench();
    Settings asking = bench.settings().with("prefer-online", Flag.YES);
    try (Workbench online = new Workbench(asking, bench.surroundings())) {
      return new PackagePicker(online).tarballOf(typed).id();
    }
  }

  /** Tells whoever lists such folders, npm too, what this one was made for. */
  private void note() {
    Path file = folder.resolve("package.json");
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    packages.forEach(names::add);
    ObjectNode npx = JsonNodeFactory.instance.objectNode();
    npx.set("packages", names);
    try {
      PackageJsonFile before = PackageJsonFile.parse(Files.readString(file), file.toString());
      AtomicFile.write(file, before.with("_npx", npx).text());
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  private void confirm(List<String> added) throws IOException {
    Optional<Boolean> decided = call.settings().decision("yes");
    if (decided.isPresent()) {
      if (!decided.get()) {
        throw JpmException.of(
            ErrorCode.EUSAGE, "jpx canceled due to missing packages and no YES option: " + added);
      }
      return;
    }
    boolean nobody =
        !call.session().streams().inIsTerminal() || call.session().env().containsKey("CI");
    work.quiet();
    if (nobody) {
      call.terminal()
          .log(
              Level.WARN,
              "exec",
              "The following package"
                  + (added.size() == 1 ? " was" : "s were")
                  + " not found and will be installed: "
                  + String.join(", ", added));
      return;
    }
    call.terminal().talk("Need to install the following packages:");
    added.forEach(call.terminal()::talk);
    call.terminal().talk("Ok to proceed? (y) ");
    int answer = call.session().streams().in().read();
    if (answer != '\n' && answer != 'y' && answer != 'Y') {
      throw JpmException.of(ErrorCode.EUSAGE, "canceled");
    }
  }

  /** Whether a project has a package of that name in a version that the spec means. */
  static boolean isInstalled(Path project, String name, Spec spec) {
    String version = version(project, name);
    if (version == null) {
      return false;
    }
    Optional<Range> range = Range.tryParseLoose(spec.raw().isEmpty() ? "*" : spec.raw());
    Optional<Version> parsed = Version.tryParseLoose(version);
    return range.isPresent() && parsed.isPresent() && range.get().accepts(parsed.get());
  }

  /** Where a project has a package of that name, if it has one. */
  static Path packageFolder(Path project, String name) {
    Path folder = project.resolve("node_modules").resolve(name);
    return Files.exists(folder)
        ? folder
        : Layout.of(project).asInstalled().folder(new Location("node_modules/" + name));
  }

  private static @Nullable String version(Path project, String name) {
    Path file = packageFolder(project, name).resolve("package.json");
    Optional<Manifest> manifest =
        Files.exists(file) ? ManifestFile.readOrEmpty(file) : Optional.empty();
    return manifest.map(Manifest::version).orElse(null);
  }
}
