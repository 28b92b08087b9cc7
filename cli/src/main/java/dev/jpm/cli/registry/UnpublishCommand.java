package dev.jpm.cli.registry;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.work.PublishConfig;
import dev.jpm.cli.work.Work;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.VersionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code unpublish}: takes a version, or with {@code --force} a whole package, back. */
public final class UnpublishCommand implements Command {
  private static final String WHOLE =
      "Refusing to delete entire project.\nRun with --force to do this.";
  private static final String LAST =
      "Refusing to delete the last version of the package. It will block from republishing a new"
          + " version for 24 hours.\nRun with --force to do this.";

  @Override
  public int run(Invocation call) {
    if (call.words().size() > 1) {
      throw call.usage("");
    }
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call).withRoot(call);
    List<Path> folders =
        chosen.isEmpty()
            ? List.of(call.project().localPrefix())
            : List.copyOf(chosen.folders().values());
    for (Path folder : folders) {
      unpublish(call, Packages.word(call, 0), folder);
    }
    return 0;
  }

  /**
   * What is to go.
   *
   * @param version null for all of them
   */
  private record Wanted(PackageName name, @Nullable String version) {
    String shown(boolean alone) {
      return "- " + name + (version == null || alone ? "" : "@" + version);
    }
  }

  private static void unpublish(Invocation call, String typed, Path folder) {
    boolean force = call.settings().flag("force");
    Path packageJson = folder.resolve("package.json");
    Optional<Manifest> manifest = manifest(packageJson);
    Wanted wanted =
        typed.isEmpty()
            ? ofProject(call, manifest.orElseThrow(() -> call.usage("")))
            : ofWord(call, typed);
    if (wanted.version() == null && !force) {
      throw call.usage(WHOLE);
    }
    boolean own = manifest.filter(it -> wanted.name().value().equals(it.name())).isPresent();
    Invocation configured =
        own ? call.with(PublishConfig.in(call.settings(), manifest.orElseThrow())) : call;
    try (Work work = Work.of(configured);
        RegistryTalk talk = RegistryTalk.of(configured, work)) {
      JsonNode versions = talk.toChange(wanted.name()).path("versions");
      boolean alone = versions.size() == 1;
      if (alone && wanted.version() != null && versions.has(wanted.version()) && !force) {
        throw call.usage(LAST);
      }
      if (!call.settings().flag("dry-run")) {
        new Withdrawal(talk, wanted.name()).of(wanted.version());
      }
      if (!call.terminal().silent()) {
        call.terminal().line(wanted.shown(alone));
      }
    }
  }

  private static Optional<Manifest> manifest(Path file) {
    return Files.exists(file) ? Optional.of(ManifestFile.read(file)) : Optional.empty();
  }

  private static Wanted ofWord(Invocation call, String typed) {
    Spec spec = Spec.parseArgument(typed);
    PackageName name = Packages.named(call, typed);
    if (spec instanceof VersionSpec version) {
      return new Wanted(name, version.version().toString());
    }
    if (!spec.raw().equals("*")) {
      throw call.usage(
          "Can only unpublish a single version, or the entire project.\nTags and ranges are not"
              + " supported.");
    }
    return new Wanted(name, null);
  }

  private static Wanted ofProject(Invocation call, Manifest manifest) {
    String name = manifest.name();
    if (name == null) {
      throw call.usage("");
    }
    return new Wanted(PackageName.parse(name), manifest.text("version"));
  }
}
