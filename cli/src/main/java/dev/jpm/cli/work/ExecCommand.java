package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.model.BinTable;
import dev.jpm.model.Manifest;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.runtime.BinChoice;
import dev.jpm.runtime.PackageScripts;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.ScriptRunner;
import dev.jpm.runtime.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code exec} and {@code jpx}: runs a package's command. What the project has installed is used as
 * it is; anything else is installed into a folder of the cache first. Without a command, the shell
 * in the environment of scripts.
 */
public final class ExecCommand implements Command {

  /** One run of it: in the folder where the user stands, or in a workspace. */
  private record Place(Invocation call, Work work, Path folder, Path packageFolder, String told) {}

  @Override
  public int run(Invocation call) throws IOException {
    if (!call.settings().text("call").isEmpty() && !call.words().isEmpty()) {
      throw call.usage("");
    }
    Map<String, Path> workspaces = ChosenWorkspaces.of(call).withRoot(call).folders();
    if (workspaces.isEmpty()) {
      return here(call);
    }
    try (Work work = Work.of(call)) {
      int last = 0;
      for (Map.Entry<String, Path> one : workspaces.entrySet()) {
        String told = " in workspace " + one.getKey() + " at location:\n" + one.getValue();
        int code = run(new Place(call, work, one.getValue(), one.getValue(), told));
        last = code == 0 ? last : code;
      }
      return last;
    }
  }

  /** Runs in the folder where the user stands, whatever workspaces the call is about. */
  public static int here(Invocation call) throws IOException {
    Path here = call.session().cwd();
    try (Work work = Work.of(call)) {
      return run(
          new Place(call, work, here, call.project().localPrefix(), " at location:\n" + here));
    }
  }

  private static int run(Place place) throws IOException {
    String line = place.call.settings().text("call");
    List<String> words = new ArrayList<>(place.call.words());
    List<String> packages =
        place.call.settings().list("package").stream().map(one -> absolute(place, one)).toList();
    if (!line.isEmpty()) {
      return start(place, line, List.of(), bins(place, packages));
    }
    if (words.isEmpty()) {
      return startShell(place, bins(place, packages));
    }
    String first = words.removeFirst();
    if (!packages.isEmpty()) {
      return start(place, quoted(place, first), words, bins(place, packages));
    }
    return startPackage(place, first, words);
  }

  private static int startShell(Place place, List<Path> binFolders) {
    if (place.call.session().streams().inIsTerminal()) {
      if (place.call.session().env().containsKey("CI")) {
        place
            .call
            .terminal()
            .log(Level.WARN, "exec", "Interactive mode disabled in CI environment");
        return 0;
      }
      place.call.terminal().line("\nEntering jpm script environment" + place.told);
      place.call.terminal().line("Type 'exit' or ^D when finished\n");
    }
    String wanted = place.call.settings().text("script-shell");
    Shell shell =
        Shell.of(
            wanted.isEmpty() ? null : wanted,
            place.call.session().env(),
            place.work.bench().surroundings().host());
    return start(place, shell.program(), List.of(), binFolders);
  }

  /** One word names both the package and, by its bins, the command. */
  private static int startPackage(Place place, String first, List<String> words)
      throws IOException {
    String command = quoted(place, first);
    if (isOwn(place, first)) {
      // Its commands are linked in a folder of the cache, as nobody links them in its own.
      List<String> own = List.of(place.packageFolder.toString());
      ExecEnvironment environment = new ExecEnvironment(place.call, place.work, own);
      return start(place, command, words, List.of(environment.with(own, false).bins()));
    }
    if (isInBins(place.packageFolder, first)) {
      return start(place, command, words, List.of());
    }
    Path globalBin = place.call.project().globalBin();
    if (Files.exists(globalBin.resolve(first)) && !first.contains("/")) {
      return start(place, command, words, List.of(globalBin));
    }
    String typed = absolute(place, first);
    Spec spec = Spec.parseArgument(typed);
    String name = spec.name() == null ? null : spec.name().value();
    Path folder = place.call.project().localPrefix();
    if (name != null && ExecEnvironment.isInstalled(folder, name, spec)) {
      return start(place, quoted(place, bin(folder, name)), words, List.of());
    }
    List<String> asked = List.of(typed);
    ExecEnvironment environment =
        new ExecEnvironment(place.call, place.work, asked)
            .with(asked, !(spec instanceof DirectorySpec));
    return start(
        place, quoted(place, bin(environment.folder(), name)), words, List.of(environment.bins()));
  }

  /** Folders and files of the command line are the same from wherever packages are installed. */
  private static String absolute(Place place, String typed) {
    Path here = place.call.session().cwd();
    return switch (Spec.parseArgument(typed)) {
      case DirectorySpec folder -> here.resolve(folder.path()).normalize().toString();
      case FileSpec file -> here.resolve(file.path()).normalize().toString();
      default -> typed;
    };
  }

  private static boolean isOwn(Place place, String command) {
    Path file = place.packageFolder.resolve("package.json");
    return Files.isRegularFile(file)
        && ManifestFile.readOrEmpty(file)
            .filter(manifest -> BinTable.of(manifest).containsKey(command))
            .isPresent();
  }

  /** Whether a folder of commands has it, here or further up: all are on the PATH of scripts. */
  private static boolean isInBins(Path from, String command) {
    for (Path at = from; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("node_modules/.bin").resolve(command))) {
        return true;
      }
    }
    return false;
  }

  /** The command that stands for an installed package. */
  private static String bin(Path folder, @Nullable String name) {
    String installedAs = name;
    if (installedAs == null) {
      Manifest root = ManifestFile.read(folder.resolve("package.json"));
      installedAs = root.dependencies().lastEntry().getKey();
    }
    Path file = ExecEnvironment.packageFolder(folder, installedAs).resolve("package.json");
    return BinChoice.of(ManifestFile.read(file));
  }

  /** Folders of commands for packages that were named with {@code --package}. */
  private static List<Path> bins(Place place, List<String> packages) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String one : packages) {
      Spec spec = Spec.parseArgument(one);
      String name = spec.name() == null ? null : spec.name().value();
      Path project = place.call.project().localPrefix();
      if (name == null || !ExecEnvironment.isInstalled(project, name, spec)) {
        missing.add(one);
      }
    }
    return missing.isEmpty()
        ? List.of()
        : List.of(new ExecEnvironment(place.call, place.work, packages).with(missing, true).bins());
  }

  private static String quoted(Place place, String command) {
    return BinChoice.quoted(command, place.work.bench().surroundings().host());
  }

  private static int start(
      Place place, String script, List<String> arguments, List<Path> binFolders) {
    Path file = place.call.project().packageJson();
    Manifest manifest =
        Optional.of(file)
            .filter(Files::isRegularFile)
            .map(ManifestFile::read)
            .orElseGet(() -> new Manifest(JsonNodeFactory.instance.objectNode()));
    PackageScripts scripts = new CallScripts(place.call, place.work).start();
    return new ScriptRunner(_ -> {}, place.work.bench().surroundings().reporter())
        .run(
            scripts.command(
                new RunPlan.Step("npx", script, arguments), place.folder, manifest, binFolders))
        .code();
  }
}
