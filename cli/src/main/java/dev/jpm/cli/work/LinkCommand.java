package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.Settings;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.InstallResult;
import dev.jpm.install.Installation;
import dev.jpm.install.Workbench;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.VersionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code link}: without a word makes the project a global package that is a link to its folder;
 * with packages links those global ones into the project, installing them globally first where they
 * are missing.
 */
public final class LinkCommand implements Command {
  @Override
  public int run(Invocation call) {
    if (call.global()) {
      throw JpmException.of(ErrorCode.ELINKGLOBAL, "link should never be --global")
          .withHint("Please re-run this command with --local");
    }
    List<String> words = new ArrayList<>(call.words());
    words.removeIf(word ->
        call.session().cwd().resolve(word).normalize().equals(call.project().localPrefix()));
    ChosenWorkspaces workspaces = ChosenWorkspaces.of(call);
    Settings local = call.settings().with("install-links", Flag.NO);
    try (Work work = Work.of(call, local);
        Work global = Work.of(call, local.with("global", Flag.YES))) {
      InstallResult result =
          words.isEmpty()
              ? linkProject(call, global.bench(), workspaces)
              : linkPackages(call, work.bench(), global.bench(), words, workspaces.names());
      work.quiet();
      global.quiet();
      new InstallSummary(call).tell(result);
    }
    return 0;
  }

  private static InstallResult linkProject(
      Invocation call, Workbench global, ChosenWorkspaces workspaces) {
    List<Path> folders =
        workspaces.isEmpty()
            ? List.of(call.project().localPrefix())
            : List.copyOf(workspaces.folders().values());
    List<String> specs = folders.stream().map(folder -> "file:" + folder).toList();
    return new Installation(global, InstallRequest.install(global.settings(), specs)).run();
  }

  private static InstallResult linkPackages(
      Invocation call,
      Workbench local,
      Workbench global,
      List<String> words,
      List<String> workspaces) {
    Path globals = call.project().globalFolder();
    List<String> missing = words.stream().filter(word -> isMissing(word, globals)).toList();
    if (!missing.isEmpty()) {
      List<String> specs = FolderSpecs.from(call.session().cwd(), missing);
      new Installation(global, InstallRequest.link(global.settings(), specs, false)).run();
    }
    List<String> folders = new ArrayList<>();
    for (String word : words) {
      folders.add("file:" + real(globals.resolve(name(word, call))));
    }
    Settings settings = local.settings();
    InstallRequest request =
        InstallRequest.link(settings, folders, isSaved(settings))
            .in(workspaces, settings.flag("include-workspace-root"));
    return new Installation(local, request).run();
  }

  /** A global package that is a link itself: its folder is what is linked to, as in npm. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw FileErrors.of(e, "find", folder);
    }
  }

  /** Linking changes package.json only where a flag says so. */
  private static boolean isSaved(Settings settings) {
    return (!settings.isDefault("save") && settings.flag("save"))
        || settings.flag("save-optional")
        || settings.flag("save-peer")
        || settings.flag("save-dev")
        || settings.flag("save-prod");
  }

  private static boolean isMissing(String word, Path globals) {
    Spec spec = Spec.parseArgument(word);
    if (spec.name() == null) {
      return true;
    }
    Path file = globals.resolve(spec.name().value()).resolve("package.json");
    if (!Files.exists(file)) {
      return true;
    }
    Optional<Version> version =
        ManifestFile.readOrEmpty(file)
            .map(manifest -> String.valueOf(manifest.version()))
            .flatMap(Version::tryParseLoose);
    return spec instanceof VersionSpec
        && Range.tryParseLoose(spec.raw())
            .filter(range -> version.filter(range::accepts).isPresent())
            .isEmpty();
  }

  private static String name(String word, Invocation call) {
    Spec spec = Spec.parseArgument(word);
    @Nullable String name =
        spec instanceof DirectorySpec folder
            ? ManifestFile.read(call.session().cwd().resolve(folder.path()).resolve("package.json"))
                .name()
            : spec.name() == null ? null : spec.name().value();
    if (name == null) {
      throw JpmException.of(ErrorCode.EUSAGE, "Cannot tell which package " + word + " is");
    }
    return name;
  }
}
