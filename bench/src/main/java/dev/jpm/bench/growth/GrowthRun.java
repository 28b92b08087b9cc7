package dev.jpm.bench.growth;

import dev.jpm.bench.install.Call;
import dev.jpm.bench.install.FreshDisk;
import dev.jpm.bench.install.MeasuredProcess;
import dev.jpm.bench.install.Measurement;
import dev.jpm.bench.install.Surrounding;
import dev.jpm.bench.registry.RegistryServer;
import dev.jpm.bench.result.Ledger;
import dev.jpm.bench.result.Results.Cell;
import dev.jpm.bench.result.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What jpm needs for projects of growing size, generated: to resolve, and to link. */
public final class GrowthRun {
  /** How many packages. */
  public static final List<Integer> SIZES = List.of(100, 300, 1_000, 3_000, 10_000, 20_000);

  /** The first install of all: packuments, tarballs and files. */
  public static final String CLEAN = "clean";

  /** A lockfile from cached packuments. */
  public static final String RESOLVE = "resolve";

  /** {@code ci} with everything in the store. */
  public static final String LINK = "link";

  private static final long SEED = 20_260_101;

  private final Path jpm;
  private final FreshDisk disk;
  private final MeasuredProcess process;
  private final Consumer<String> progress;
  private final @Nullable String path;

  /**
   * Made of these.
   *
   * @param jpm the launcher of jpm's image
   * @param path the variable PATH of this process
   */
  public GrowthRun(
      Path jpm,
      FreshDisk disk,
      MeasuredProcess process,
      Consumer<String> progress,
      @Nullable String path) {
    this.jpm = jpm;
    this.disk = disk;
    this.process = process;
    this.progress = progress;
    this.path = path;
  }

  /** Measures one size and writes it down; the project's name is the number of packages. */
  public void run(int size, int runs, Ledger ledger) {
    try (RegistryServer server = RegistryServer.bind(0, progress)) {
      GeneratedRegistry registry =
          new GeneratedRegistry(PackageGraph.of(SEED, size), server.url()).prepare();
      server.serve(registry);
      new OneSize(size, registry, server.url(), ledger).measure(runs);
    }
  }

  private final class OneSize {
    private final String title;
    private final GeneratedRegistry generated;
    private final Path folder;
    private final Map<String, String> env;
    private final Ledger ledger;
    private int projects;

    OneSize(int size, GeneratedRegistry generated, String registry, Ledger ledger) {
      this.title = Integer.toString(size);
      this.generated = generated;
      this.ledger = ledger;
      this.folder = disk.folder().resolve("growth-" + size);
      this.env = new HashMap<>(Surrounding.of(folder.resolve("home"), registry, path));
      env.put("npm_config_cache", folder.resolve("cache").toString());
    }

    void measure(int runs) {
      Path first = project(null);
      take(CLEAN, first, "install");
      for (int i = 0; i < runs; i++) {
        take(RESOLVE, project(null), "install", "--package-lock-only", "--prefer-offline");
        take(LINK, project(first.resolve("package-lock.json")), "ci", "--prefer-offline");
      }
    }

    private void take(String scenario, Path project, String... words) {
      List<String> all = new ArrayList<>(List.of(jpm.toString()));
      all.addAll(List.of(words));
      all.add("--ignore-scripts");
      all.add("--timing");
      disk.settle();
      Measurement taken = process.run(new Call(all, project, env));
      if (!taken.succeeded()) {
        throw new IllegalStateException("jpm " + words[0] + " failed: " + taken.lastWords());
      }
      ledger.add(new Cell(Row.GROWTH, title, scenario, "jpm"), taken);
      progress.accept(
          "  %s packages, %s: %.2f s".formatted(title, scenario, taken.sample().wallSeconds()));
    }

    private Path project(@Nullable Path lockfile) {
      try {
        Path project = folder.resolve("project-" + projects);
        Files.createDirectories(project);
        // Of an equal project jpm would know the lockfile without resolving.
        Files.writeString(project.resolve("package.json"), generated.project("1.0." + projects++));
        if (lockfile != null) {
          Files.copy(lockfile, project.resolve("package-lock.json"));
        }
        return project;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
