package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.fs.AtomicFile;
import dev.jpm.install.Packed;
import dev.jpm.install.Packing;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code pack}: tarballs of folders and of published packages, as files. */
public final class PackCommand implements Command {
  @Override
  public int run(Invocation call) {
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call).withRoot(call);
    List<String> words = call.words();
    boolean ofWorkspaces = !chosen.isEmpty() && (words.isEmpty() || words.contains("."));
    if (!chosen.isEmpty() && !ofWorkspaces) {
      call.terminal().log(Level.WARN, "", "Ignoring workspaces for specified package(s)");
    }
    List<String> wanted = new ArrayList<>();
    if (ofWorkspaces) {
      chosen.folders().values().forEach(folder -> wanted.add(folder.toString()));
      words.stream().filter(word -> !word.equals(".")).forEach(wanted::add);
    } else {
      wanted.addAll(words.isEmpty() ? List.of(".") : words);
    }
    try (Work work = Work.of(call)) {
      Packing packing = new Packing(work.bench(), chosen.folders().values());
      List<Packed> all = new ArrayList<>();
      checkManifests(call, packing, wanted);
      for (String spec : wanted) {
        all.add(pack(call, packing, spec));
      }
      work.quiet();
      tell(call, all);
    }
    return 0;
  }

  /** Before any tarball is made, so that what cannot be packed leaves nothing half done. */
  private static void checkManifests(Invocation call, Packing packing, List<String> wanted) {
    for (String spec : wanted) {
      if (Spec.parseArgument(spec) instanceof DirectorySpec folder) {
        packing.manifest(path(call, folder.path()));
      }
    }
  }

  private static Packed pack(Invocation call, Packing packing, String typed) {
    return switch (Spec.parseArgument(typed)) {
      case DirectorySpec folder ->
          packing.folder(path(call, folder.path()), packed -> write(call, packed));
      case FileSpec file -> write(call, packing.file(path(call, file.path())));
      default -> write(call, packing.published(typed));
    };
  }

  private static Path path(Invocation call, String path) {
    return call.session().cwd().resolve(path).normalize();
  }

  private static Packed write(Invocation call, Packed packed) {
    if (!call.settings().flag("dry-run")) {
      Path folder = path(call, call.settings().text("pack-destination"));
      AtomicFile.write(folder.resolve(packed.fileName()), packed.tarball());
    }
    return packed;
  }

  private static void tell(Invocation call, List<Packed> all) {
    if (call.settings().flag("json")) {
      call.terminal().json(all.stream().map(packed -> new TarballReport(packed).json()).toList());
      return;
    }
    for (Packed packed : all) {
      new TarballReport(packed).tell(call.terminal());
      call.terminal().line(packed.fileName());
    }
  }
}
