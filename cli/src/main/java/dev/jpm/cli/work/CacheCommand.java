package dev.jpm.cli.work;

import dev.jpm.cache.GcPolicy;
import dev.jpm.cache.GcReport;
import dev.jpm.cache.Store;
import dev.jpm.cache.StoreEntry;
import dev.jpm.cache.VerifyReport;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.fs.Folders;
import dev.jpm.install.PackagePicker;
import dev.jpm.install.Runtimes;
import dev.jpm.install.Workbench;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.osv.ImportedDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code jpm cache}: looks after the store that all projects share. */
public final class CacheCommand implements Command {
  private static final Duration GC_AGE = Duration.ofDays(30);
  private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d?");

  @Override
  public int run(Invocation given) {
    List<String> words = new ArrayList<>(given.words());
    if (words.isEmpty()) {
      throw given.usage("");
    }
    String action = words.removeFirst();
    Invocation call = given.as(given.command(), words);
    try (Work work = Work.of(call)) {
      switch (action) {
        case "ls" -> list(call, work.bench());
        case "add" -> add(call, work);
        case "verify" -> verify(call, work);
        case "clean", "clear", "rm" -> clean(call, work.bench());
        case "gc" -> gc(call, work.bench());
        case "npx" -> npx(call, ExecFolders.of(work.bench()));
        default -> throw call.usage("");
      }
    }
    return 0;
  }

  private static void list(Invocation call, Workbench bench) {
    for (StoreEntry entry : bench.store().entries()) {
      if (call.words().isEmpty() || call.words().stream().anyMatch(word -> isMeant(word, entry))) {
        call.terminal().line(entry.label() + " " + entry.integrity().value());
      }
    }
    if (call.words().isEmpty()) {
      for (ImportedDatabases.Imported one : databases(bench).all()) {
        call.terminal().line("advisories " + one.file() + " (" + one.bytes() + " bytes)");
      }
    }
  }

  /** Whether {@code word} is the name, {@code name@version} or the integrity of {@code entry}. */
  private static boolean isMeant(String word, StoreEntry entry) {
    return word.equals(entry.label().name())
        || word.equals(entry.label().toString())
        || word.equals(entry.integrity().value());
  }

  private static void add(Invocation call, Work work) {
    if (call.words().isEmpty()) {
      throw call.usage("First argument to `add` is required");
    }
    PackagePicker picker = new PackagePicker(work.bench());
    for (String spec : call.words()) {
      work.bench().tarballs().fetch(picker.tarballOf(spec));
    }
  }

  private static void verify(Invocation call, Work work) {
    VerifyReport report = work.bench().store().verify();
    work.quiet();
    String folder = work.bench().cacheFolder().toString();
    String home = call.session().home().toString();
    String shown = folder.startsWith(home) ? "~" + folder.substring(home.length()) : folder;
    List<String> lines = new ArrayList<>();
    lines.add("Cache verified and compressed (" + shown + ")");
    int verified = report.tarballs() + report.packages();
    lines.add("Content verified: " + verified + " (" + report.bytes() + " bytes)");
    if (report.entries() > 0) {
      lines.add("Linked packages verified: " + report.entries());
    }
    if (report.damaged() > 0) {
      lines.add("Corrupted content removed: " + report.damaged());
    }
    if (report.reclaimedBytes() > 0) {
      lines.add("Content garbage-collected: " + report.reclaimedBytes() + " bytes");
    }
    if (report.incomplete() > 0) {
      lines.add("Missing content: " + report.incomplete());
    }
    lines.add("Index entries: " + (report.packages() + report.packuments()));
    lines.add("Finished in " + report.took().toMillis() / 1000.0 + "s");
    call.terminal().line(String.join("\n", lines));
  }

  private static void clean(Invocation call, Workbench bench) {
    Store store = bench.store();
    if (call.words().isEmpty()) {
      if (!call.settings().flag("force")) {
        throw JpmException.of(
                ErrorCode.EUSAGE,
                "The cache checks what it holds by digest each time, so cleaning it heals nothing")
            .withHint("To check it, run: jpm cache verify")
            .withHint("To free space, run: jpm cache gc")
            .withHint("To remove it all the same, run: jpm cache clean --force");
      }
      store.clean();
      Folders.remove(Runtimes.compileCache(bench));
      Folders.remove(ExecFolders.of(bench).root());
      Folders.remove(bench.advisoriesFolder());
      return;
    }
    for (String word : call.words()) {
      List<StoreEntry> meant =
          store.entries().stream().filter(entry -> isMeant(word, entry)).toList();
      if (meant.isEmpty()) {
        call.terminal().log(Level.WARN, "cache", "Not Found: " + word);
      }
      for (StoreEntry entry : meant) {
        store.remove(entry.integrity());
        call.terminal().line("Deleted: " + entry.label());
      }
    }
  }

  /** npm's words for the folders in which {@code exec} has installed packages. */
  private static void npx(Invocation call, ExecFolders folders) {
    String word = call.words().isEmpty() ? "" : call.words().getFirst();
    switch (word) {
      case "ls" -> folders.all().forEach(one -> call.terminal().line(ExecFolders.line(one)));
      case "rm" -> removeEnvironments(call, folders);
      default -> throw call.usage("");
    }
  }

  private static void removeEnvironments(Invocation call, ExecFolders folders) {
    List<String> keys = call.words().subList(1, call.words().size());
    if (keys.isEmpty() && !call.settings().flag("force")) {
      throw call.usage("Please use --force to remove entire npx cache");
    }
    for (String key : keys) {
      if (folders.all().stream().noneMatch(folder -> folder.endsWith(key))) {
        throw call.usage("Invalid npx key " + key);
      }
    }
    for (Path folder : folders.all()) {
      if (keys.isEmpty() || keys.stream().anyMatch(folder::endsWith)) {
        call.terminal().line("Removing npx key at " + folder);
        Folders.remove(folder);
      }
    }
  }

  private static ImportedDatabases databases(Workbench bench) {
    return new ImportedDatabases(bench.advisoriesFolder());
  }

  private static void gc(Invocation call, Workbench bench) {
    Duration age = call.words().isEmpty() ? GC_AGE : age(call);
    Instant since = call.session().clock().instant().minus(age);
    GcReport report = bench.store().gc(GcPolicy.unusedSince(since));
    call.terminal()
        .line(
            String.format(
                Locale.ROOT,
                "Removed %d packages and %d documents unused for %d days, freed %d bytes",
                report.removed().size(),
                report.packuments(),
                age.toDays(),
                report.freedBytes()));
    int folders = ExecFolders.of(bench).removeUnusedSince(since);
    if (folders > 0) {
      call.terminal().line("Removed " + folders + " environments of exec");
    }
    if (report.entries() > 0) {
      call.terminal()
          .line("Removed " + report.entries() + " packages that no project is linked to");
    }
    List<ImportedDatabases.Imported> imported = databases(bench).removeUnusedSince(since);
    if (!imported.isEmpty()) {
      long bytes = imported.stream().mapToLong(ImportedDatabases.Imported::bytes).sum();
      call.terminal()
          .line(
              "Removed %d imported databases of advisories, freed %d bytes"
                  .formatted(imported.size(), bytes));
    }
  }

  private static Duration age(Invocation call) {
    Matcher days = DAYS.matcher(call.words().getFirst());
    if (!days.matches()) {
      throw call.usage("`gc` takes a number of days, such as 30");
    }
    return Duration.ofDays(Long.parseLong(days.group(1)));
  }
}
