package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.fs.Folders;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.Installation;
import dev.jpm.install.Workbench;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.runtime.BinChoice;
import dev.jpm.runtime.PackageScripts;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code exec} and {@code jpx}: runs a package's command. What the project has installed is used as
 * it is; anything else is installed into a folder of the cache first.
 */
public final class ExecCommand implements Command {

  @Override
  public int run(Invocation call) throws IOException {
    String line = call.settings().text("call");
    List<String> words = new ArrayList<>(call.words());
    if (!line.isEmpty() && !words.isEmpty()) {
      throw call.usage("");
    }
    if (line.isEmpty() && words.isEmpty()) {
      throw call.usage("Name a command to run");
    }
    List<String> packages = call.settings().list("package");
    try (Work work = Work.of(call)) {
      if (!line.isEmpty()) {
        return start(call, work, line, List.of(), bins(call, work, packages));
      }
      String first = words.removeFirst();
      if (!packages.isEmpty()) {
        return start(call, work, quoted(work, first), words, bins(call, work, packages));
      }
      return startPackage(call, work, first, words);
    }
  }

  /** One word names both the package and, by its bins, the command. */
  private int startPackage(Invocation call, Work work, String first, List<String> words)
      throws IOException {
    Path localBins = call.project().localFolder().resolve(".bin");
    if (Files.exists(localBins.resolve(first))) {
      return start(call, work, quoted(work, first), words, List.of());
    }
    if (Files.exists(call.project().globalBin().resolve(first)) && !first.contains("/")) {
      return start(call, work, quoted(work, first), words, List.of(call.project().globalBin()));
    }
    Spec spec = Spec.parseArgument(first);
    String name = spec.name() == null ? null : spec.name().value();
    Path folder = call.project().localPrefix();
    List<Path> binFolders = List.of();
    if (name == null || !isInstalled(folder, name, spec)) {
      folder = install(call, work, List.of(first));
      binFolders = List.of(folder.resolve("node_modules/.bin"));
    }
    Manifest manifest = installed(folder, name);
    return start(call, work, quoted(work, BinChoice.of(manifest)), words, binFolders);
  }

  private static Manifest installed(Path folder, @Nullable String name) {
    String installedAs = name;
    if (installedAs == null) {
      Manifest root = ManifestFile.read(folder.resolve("package.json"));
      installedAs = root.dependencies().lastEntry().getKey();
    }
    return ManifestFile.read(
        folder.resolve("node_modules").resolve(installedAs).resolve("package.json"));
  }

  private static boolean isInstalled(Path folder, String name, Spec spec) {
    Path file = folder.resolve("node_modules").resolve(name).resolve("package.json");
    Optional<Manifest> manifest =
        Files.exists(file) ? ManifestFile.readOrEmpty(file) : Optional.empty();
    String version = manifest.map(Manifest::version).orElse(null);
    if (version == null) {
      return false;
    }
    Optional<Range> range = Range.tryParseLoose(spec.raw().isEmpty() ? "*" : spec.raw());
    Optional<Version> parsed = Version.tryParseLoose(version);
    return range.isPresent() && parsed.isPresent() && range.get().accepts(parsed.get());
  }

  /** Folders of commands for packages that were named with {@code --package}. */
  private static List<Path> bins(Invocation call, Work work, List<String> packages)
      throws IOException {
    List<String> missing = new ArrayList<>();
    for (String one : packages) {
      Spec spec = Spec.parseArgument(one);
      String name = spec.name() == null ? null : spec.name().value();
      if (name == null || !isInstalled(call.project().localPrefix(), name, spec)) {
        missing.add(one);
      }
    }
    return missing.isEmpty()
        ? List.of()
        : List.of(install(call, work, missing).resolve("node_modules/.bin"));
  }

  /** Installs into a folder of the cache that the packages' names decide; answers the folder. */
  private static Path install(Invocation call, Work work, List<String> packages)
      throws IOException {
    Workbench bench = work.bench();
    Path folder = bench.cacheFolder().resolve("_npx").resolve(BinChoice.npxKey(packages));
    if (!Files.exists(folder.resolve("node_modules"))) {
      confirm(call, work, packages);
    }
    Folders.create(folder);
    try (Workbench inFolder = new Workbench(bench.settings(), bench.surroundings().in(folder))) {
      new Installation(inFolder, InstallRequest.exec(packages)).run();
    }
    return folder;
  }

  private static void confirm(Invocation call, Work work, List<String> packages)
      throws IOException {
    Optional<Boolean> decided = call.settings().decision("yes");
    if (decided.equals(Optional.of(false))) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "jpx canceled due to missing packages and no YES option: " + packages);
    }
    boolean asks =
        decided.isEmpty()
            && call.session().streams().inIsTerminal()
            && call.session().streams().outIsTerminal()
            && !call.session().env().containsKey("CI");
    if (!asks) {
      return;
    }
    work.quiet();
    call.terminal().talk("Need to install the following packages:");
    packages.forEach(call.terminal()::talk);
    call.terminal().talk("Ok to proceed? (y) ");
    int answer = call.session().streams().in().read();
    if (answer != '\n' && answer != 'y' && answer != 'Y') {
      throw JpmException.of(ErrorCode.EUSAGE, "canceled");
    }
  }

  private static String quoted(Work work, String command) {
    return BinChoice.quoted(command, work.bench().surroundings().host());
  }

  private static int start(
      Invocation call, Work work, String script, List<String> arguments, List<Path> binFolders) {
    Manifest manifest =
        call.project().hasPackageJson()
            ? ManifestFile.read(call.project().packageJson())
            : new Manifest(JsonNodeFactory.instance.objectNode());
    PackageScripts scripts = new CallScripts(call, work).start();
    return new ScriptRunner(_ -> {}, work.bench().surroundings().reporter())
        .run(
            scripts.command(
                new RunPlan.Step("npx", script, arguments),
                call.session().cwd(),
                manifest,
                binFolders))
        .code();
  }
}
