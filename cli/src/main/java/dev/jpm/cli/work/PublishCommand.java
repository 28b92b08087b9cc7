package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.provenance.BuildProvenance;
import dev.jpm.cli.registry.RegistryTalk;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Settings;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.install.Packed;
import dev.jpm.install.Packing;
import dev.jpm.install.Publishing;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.Redacted;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code publish}: a folder or a tarball becomes a version that others can install. */
public final class PublishCommand implements Command {
  @Override
  public int run(Invocation call) {
    return run(call, call.words(), false);
  }

  /** The same, of what somebody has to approve before it is published. */
  static int staged(Invocation call, List<String> words) {
    return run(call, words, true);
  }

  private static int run(Invocation call, List<String> typed, boolean staged) {
    List<String> words = typed.isEmpty() ? List.of(".") : typed;
    if (words.size() != 1) {
      throw call.usage("");
    }
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call).withRoot(call);
    if (chosen.isEmpty() || !words.getFirst().equals(".")) {
      if (!chosen.isEmpty()) {
        call.terminal().log(Level.WARN, "", "Ignoring workspaces for specified package(s)");
      }
      publish(call, words.getFirst(), List.of(), staged);
      return 0;
    }
    chosen
        .folders()
        .forEach((name, folder) -> {
          try {
            publish(call, folder.toString(), List.copyOf(chosen.folders().values()), staged);
          } catch (JpmException e) {
            if (e.code() != ErrorCode.EPRIVATE) {
              throw e;
            }
            call.terminal()
                .log(Level.WARN, "publish", "Skipping workspace " + name + ", marked as private");
          }
        });
    return 0;
  }

  private static void publish(
      Invocation call, String typed, List<Path> workspaces, boolean staged) {
    Spec spec = Spec.parseArgument(typed);
    Path folder =
        spec instanceof DirectorySpec directory
            ? call.session().cwd().resolve(directory.path()).normalize()
            : null;
    Settings settings = call.settings();
    if (folder != null) {
      try (Work reading = Work.of(call)) {
        Manifest manifest = new Packing(reading.bench(), workspaces).manifest(folder);
        refusePrivate(manifest);
        settings = PublishConfig.in(settings, manifest);
      }
    }
    try (Work work = Work.of(call, settings)) {
      new One(call, work, settings, folder, workspaces, staged).publish(spec, typed);
    }
  }

  private static void refusePrivate(Manifest manifest) {
    if (manifest.isTrue("private")) {
      throw JpmException.of(ErrorCode.EPRIVATE, "This package has been marked as private")
          .withHint("Remove the 'private' field from the package.json to publish it.");
    }
  }

  /** One publication with its tools. */
  private record One(
      Invocation call,
      Work work,
      Settings settings,
      @Nullable Path folder,
      List<Path> workspaces,
      boolean staged) {

    void publish(Spec spec, String typed) {
      Packing packing = new Packing(work.bench(), workspaces);
      Packed packed = packed(packing, spec, typed);
      refusePrivate(packed.manifest());
      Registry registry = new Publishing(work.bench()).registry(packed);
      TarballReport report = new TarballReport(packed);
      work.quiet();
      if (!settings.flag("json")) {
        report.tell(call.terminal());
      }
      Settings loggedIn =
          new BuildLogin(call, work, registry).in(settings, PackageName.parse(packed.name()));
      if (loggedIn.equals(settings)) {
        publish(packed, report);
        return;
      }
      try (Work toPublish = Work.of(call, loggedIn)) {
        new One(call, toPublish, loggedIn, folder, workspaces, staged).publish(packed, report);
      }
    }

    private void publish(Packed packed, TarballReport report) {
      Packing packing = new Packing(work.bench(), workspaces);
      String tag = settings.text("tag");
      Publishing publishing = new Publishing(work.bench());
      Registry registry = publishing.registry(packed);
      boolean json = settings.flag("json");
      boolean dryRun = settings.flag("dry-run");
      checkLogin(publishing, registry, dryRun);
      publishing.check(packed, tag, settings.isDefault("tag"));
      String access = settings.text("access");
      tellWhere(registry, tag, access, dryRun);
      String id = "";
      if (!dryRun) {
        id =
            sent(
                proven(publishing.request(packed, folder, tag, npmsAccess(access)), packed),
                packed);
      }
      if (json) {
        call.terminal().json(Map.of(packed.name(), report.json()));
      }
      if (folder != null) {
        packing.run(folder, packed.manifest(), "publish");
        packing.run(folder, packed.manifest(), "postpublish");
      }
      if (!json && !call.terminal().silent()) {
        String waiting = staged ? id.isEmpty() ? " (staged)" : " (staged with id " + id + ")" : "";
        call.terminal().line("+ " + packed.name() + "@" + packed.version() + waiting);
      }
    }

    private RegistryRequest proven(RegistryRequest request, Packed packed) {
      String command = staged ? "stage" : "publish";
      return new BuildProvenance(call, settings, work.bench().client(), request.registry(), command)
          .of(packed)
          .map(bundle -> Publishing.proven(request, packed, bundle))
          .orElse(request);
    }

    /** The id under which it waits, where it does. */
    private String sent(RegistryRequest request, Packed packed) {
      JsonNode answer =
          RegistryTalk.of(call, work).change(staged ? Publishing.staged(request, packed) : request);
      return answer.path("stageId").asString("");
    }

    private Packed packed(Packing packing, Spec spec, String typed) {
      if (folder != null) {
        packing.run(folder, packing.manifest(folder), "prepublishOnly");
        return packing.folder(folder, _ -> {});
      }
      return spec instanceof FileSpec file
          ? packing.file(call.session().cwd().resolve(file.path()).normalize())
          : packing.published(typed);
    }

    private void checkLogin(Publishing publishing, Registry registry, boolean dryRun) {
      if (publishing.isLoggedIn(registry)) {
        return;
      }
      String sentence = "This command requires you to be logged in to " + shown(registry);
      if (!dryRun) {
        throw JpmException.of(ErrorCode.ENEEDAUTH, sentence)
            .withHint("Log in: jpm login --registry=" + shown(registry));
      }
      call.terminal().log(Level.WARN, "publish", sentence + " (dry-run)");
    }

    private void tellWhere(Registry registry, String tag, String access, boolean dryRun) {
      call.terminal()
          .log(
              Level.NOTICE,
              "",
              (staged ? "Staging" : "Publishing")
                  + " to "
                  + shown(registry)
                  + " with tag "
                  + tag
                  + " and "
                  + (access.isEmpty() ? "default" : access)
                  + " access"
                  + (dryRun ? " (dry-run)" : ""));
    }

    private static String shown(Registry registry) {
      return Redacted.text(registry.url().toString());
    }

    private static @Nullable String npmsAccess(String access) {
      return switch (access) {
        case "" -> null;
        case "private" -> "restricted";
        default -> access;
      };
    }
  }
}
