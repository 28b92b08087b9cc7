package dev.jpm.cli.work;

import dev.jpm.cli.CommandTable;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.Project;
import dev.jpm.cli.audit.TrustedAttestations;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Settings;
import dev.jpm.fs.Folders;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Lockfiles;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.publish.Provenance;
import dev.jpm.mirror.transfer.Prefetch;
import dev.jpm.mirror.transfer.Prefetch.Wanted;
import dev.jpm.model.PackageName;
import dev.jpm.runtime.RuntimeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code jpm mirror sync}: fetches all that lockfiles name, for every platform, and all that the
 * packages of {@code --package} need; Node.js as jpm bundles it comes along.
 */
final class MirrorSync {
  private final Invocation call;

  MirrorSync(Invocation call) {
    this.call = call;
  }

  int run(List<String> words) throws IOException, InterruptedException {
    List<String> packages = call.settings().list("package");
    boolean configured = !words.isEmpty() && isConfig(words.getLast());
    String config = configured ? words.getLast() : "";
    List<String> lockfiles = configured ? words.subList(0, words.size() - 1) : words;
    if (lockfiles.isEmpty() && packages.isEmpty()) {
      throw call.usage("");
    }
    Set<Wanted> wanted = new LinkedHashSet<>();
    for (String lockfile : lockfiles) {
      wanted.addAll(locked(call.session().cwd().resolve(lockfile)));
    }
    Prefetch.Result result;
    MirrorConfig alone = alone(config);
    Provenance provenance = new Provenance(TrustedAttestations.of(alone.trust().root()));
    try (Mirror mirror = Mirror.start(alone, provenance, call.session().clock(), _ -> {})) {
      if (!packages.isEmpty()) {
        wanted.addAll(needed(mirror, packages));
      }
      if (!call.settings().text("runtime").equals("system")) {
        RuntimeTable.rows()
            .forEach(row -> wanted.add(new Wanted(row.name(), RuntimeTable.VERSION)));
      }
      result = mirror.prefetch().fetch(wanted);
    }
    result.problems().forEach(problem -> call.terminal().log(Level.ERROR, "sync", problem));
    if (!result.note().isEmpty()) {
      call.terminal().log(Level.WARN, "sync", result.note());
    }
    call.terminal().line("synced " + result.here() + " of " + wanted.size() + " packages");
    return result.problems().isEmpty() ? 0 : 1;
  }

  /** Whether {@code word} names a mirror's file: the lockfiles in YAML tell their version. */
  private boolean isConfig(String word) throws IOException {
    return (word.endsWith(".yaml") || word.endsWith(".yml"))
        && !Files.readString(call.session().cwd().resolve(word)).contains("lockfileVersion:");
  }

  /** The mirror as it would be served, but for this process only. */
  private MirrorConfig alone(String config) throws IOException {
    return MirrorSettings.config(call, config).alone();
  }

  private static Set<Wanted> locked(Path lockfile) throws IOException {
    Set<Wanted> wanted = new LinkedHashSet<>();
    String text = Files.readString(lockfile);
    for (LockedPackage each :
        Lockfiles.read(text, lockfile.toString(), Map.of()).packages().values()) {
      String version = each.version();
      boolean ofRegistry =
          !each.isLocal() && !each.bundled() && !(each.source() instanceof Source.Repository);
      if (ofRegistry && version != null) {
        PackageName.tryParse(each.name()).ifPresent(name -> wanted.add(new Wanted(name, version)));
      }
    }
    return wanted;
  }

  /** What an install of {@code packages} alone would lock. */
  private Set<Wanted> needed(Mirror mirror, List<String> packages)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("jpm-sync");
    try {
      Files.writeString(folder.resolve("package.json"), "{}");
      Settings settings =
          call.settings()
              .with("registry", new Text(mirror.url()))
              .with("package-lock-only", Flag.YES)
              .with("package", Many.EMPTY)
              .with("audit", Flag.NO)
              .with("fund", Flag.NO);
      Project project =
          new Project(
              folder, call.project().globalPrefix(), call.project().windows(), Optional.empty());
      Invocation install =
          new Invocation(
              call.session().in(folder),
              settings,
              project,
              call.terminal(),
              CommandTable.get("install"),
              "install",
              packages);
      InstallCommand.install().run(install);
      return locked(folder.resolve("package-lock.json"));
    } finally {
      Folders.remove(folder);
    }
  }
}
