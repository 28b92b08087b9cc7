package dev.jpm.bench;

import dev.jpm.bench.growth.GrowthRun;
import dev.jpm.bench.install.Call;
import dev.jpm.bench.install.FreshDisk;
import dev.jpm.bench.install.InstallMatrix;
import dev.jpm.bench.install.MeasuredProcess;
import dev.jpm.bench.install.Measurement;
import dev.jpm.bench.install.Peers;
import dev.jpm.bench.install.Scenario;
import dev.jpm.bench.install.StartUp;
import dev.jpm.bench.install.Surrounding;
import dev.jpm.bench.install.Tool;
import dev.jpm.bench.install.Tools;
import dev.jpm.bench.load.DistantMirror;
import dev.jpm.bench.registry.RecordedRegistry;
import dev.jpm.bench.registry.Recording;
import dev.jpm.bench.registry.RegistryServer;
import dev.jpm.bench.registry.SlowLink;
import dev.jpm.bench.registry.Upstream;
import dev.jpm.bench.result.DocsPage;
import dev.jpm.bench.result.GrowthPlot;
import dev.jpm.bench.result.Ledger;
import dev.jpm.bench.result.Machine;
import dev.jpm.bench.result.ResultTable;
import dev.jpm.bench.result.Results;
import dev.jpm.bench.result.Results.Cell;
import dev.jpm.bench.result.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** From a checkout to a table: peers, recording, matrix, slow link, start-up, growth. */
final class Bench {
  private final Path root;
  private final Options options;
  private final Map<String, String> env;
  private final Consumer<String> say;
  private final Ledger ledger = new Ledger();
  private final Path target;
  private final Path jpm;
  private final MeasuredProcess process;
  private final Peers peers;
  private boolean mounted = true;

  Bench(Path root, Options options, Map<String, String> env, Consumer<String> say) {
    this.root = root;
    this.options = options;
    this.env = env;
    this.say = say;
    this.target = root.resolve("bench/target");
    this.jpm = root.resolve("dist/target/jpm/bin/jpm");
    this.process = new MeasuredProcess(target.resolve("run"));
    this.peers = Peers.in(target.resolve("peers/node_modules"), System.getProperty("os.arch", ""));
  }

  void run() throws IOException {
    installPeers();
    Path home = Path.of(env.getOrDefault("HOME", "."));
    String address = RegistryServer.url(options.port());
    Recording recording = Recording.open(target.resolve("recording"), address);
    try (Upstream upstream = Upstream.of(env, home, root)) {
      RecordedRegistry registry = new RecordedRegistry(recording, upstream);
      List<Tool> tools;
      try (RegistryServer server = RegistryServer.bind(options.port(), say)) {
        server.serve(registry);
        tools = record(registry, address);
        measureNear(tools, address);
        if (options.has("slow")) {
          measureFromAMirror(address);
        }
      }
      if (options.has("slow")) {
        measureOverTheLink(registry, tools, address);
      }
    }
    if (options.has("growth")) {
      grow();
    }
    finish();
  }

  private void installPeers() throws IOException {
    Path folder = target.resolve("peers");
    Path lockfile = folder.resolve("package-lock.json");
    Path wanted = root.resolve("bench/peers/package-lock.json");
    if (Files.exists(peers.node())
        && Files.exists(lockfile)
        && Files.mismatch(lockfile, wanted) < 0) {
      return;
    }
    say.accept("Installing the peers ...");
    Files.createDirectories(folder);
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.write(
          folder.resolve(file), Files.readAllBytes(root.resolve("bench/peers").resolve(file)));
    }
    Call call = new Call(List.of(jpm.toString(), "ci", "--ignore-scripts"), folder, env);
    Measurement taken = process.run(call);
    if (!taken.succeeded()) {
      throw new IllegalStateException("jpm could not install the peers: " + taken.lastWords());
    }
  }

  /** One install of every tool: brings what is not recorded yet, and finds out which tools work. */
  private List<Tool> record(RecordedRegistry registry, String address) {
    Tools all = new Tools(peers, jpm, address);
    List<Tool> working = new ArrayList<>(options.tools().stream().map(all::named).toList());
    say.accept("Recording, and trying every tool once ...");
    for (String project : options.projects()) {
      try (FreshDisk disk = disk()) {
        Path packageJson = packageJson(project);
        for (Tool tool : List.copyOf(working)) {
          if (!installs(tool, packageJson, disk, address)) {
            ledger.absent(tool.name(), "its install of " + project + " failed");
            working.remove(tool);
          }
        }
      }
    }
    say.accept("  asked the registry behind it " + registry.asked() + " times");
    return working;
  }

  private boolean installs(Tool tool, Path packageJson, FreshDisk disk, String address) {
    List<Measurement> taken = new ArrayList<>();
    new InstallMatrix(List.of(tool), List.of(Scenario.CLEAN), around(disk, address), process, say)
        .round(packageJson, disk, (run, measured) -> taken.add(measured));
    return !taken.isEmpty();
  }

  private void measureNear(List<Tool> tools, String address) {
    if (options.has("install")) {
      for (String project : options.projects()) {
        matrix(Row.INSTALL, project, tools, options.scenarios(), address);
      }
    }
    if (options.has("start-up")) {
      say.accept("Start-up ...");
      try (FreshDisk disk = disk()) {
        StartUp startUp = new StartUp(peers, jpm, around(disk, address), process);
        startUp.run(
            disk.folder().resolve("start-up"),
            (scenario, tool, measured) ->
                ledger.add(new Cell(Row.START_UP, "empty", scenario, tool), measured));
      }
    }
  }

  /** The link takes the registry's port, as that is what the documents name. */
  private void measureOverTheLink(RecordedRegistry registry, List<Tool> tools, String address) {
    List<Tool> chosen =
        tools.stream().filter(tool -> Tools.OVER_THE_LINK.contains(tool.name())).toList();
    try (RegistryServer server = RegistryServer.bind(0, say);
        SlowLink link = SlowLink.open(options.port(), server.port(), SlowLink.Shape.USUAL)) {
      server.serve(registry);
      say.accept("Over the slow link, port " + link.port() + " ...");
      matrix(
          Row.SLOW_LINK, options.projects().getFirst(), chosen, List.of(Scenario.CLEAN), address);
    }
  }

  /** The same link, with a jpm mirror at its other end that has everything already. */
  private void measureFromAMirror(String address) throws IOException {
    String project = options.projects().getFirst();
    Path folder = target.resolve("mirror");
    try (DistantMirror mirror = DistantMirror.start(jpm, folder, address, env)) {
      say.accept("From a mirror over the slow link ...");
      Tool tool = new Tools(peers, jpm, mirror.address()).named(Tools.FROM_A_MIRROR);
      try (FreshDisk disk = disk()) {
        if (!installs(tool, packageJson(project), disk, mirror.address())) {
          ledger.absent(tool.name(), "its install of " + project + " failed");
          return;
        }
      }
      matrix(Row.SLOW_LINK, project, List.of(tool), List.of(Scenario.CLEAN), mirror.address());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void matrix(
      String part, String project, List<Tool> tools, List<Scenario> scenarios, String address) {
    for (int round = 1; round <= options.runs(); round++) {
      say.accept(project + ", " + part + ", round " + round + " of " + options.runs() + " ...");
      try (FreshDisk disk = disk()) {
        InstallMatrix matrix =
            new InstallMatrix(tools, scenarios, around(disk, address), process, say);
        matrix.round(
            packageJson(project),
            disk,
            (run, measured) -> {
              String scenario = run.scenario().title();
              ledger.add(new Cell(part, project, scenario, run.tool().name()), measured);
              say.accept(
                  "  %-13s %-15s %6.2f s"
                      .formatted(run.tool().name(), scenario, measured.sample().wallSeconds()));
            });
      }
    }
  }

  private void grow() {
    say.accept("Growth ...");
    try (FreshDisk disk = disk()) {
      GrowthRun growth = new GrowthRun(jpm, disk, process, say, env.get("PATH"));
      for (int size : GrowthRun.SIZES) {
        growth.run(size, Math.min(options.runs(), 3), ledger);
      }
    }
  }

  private void finish() throws IOException {
    Results results = ledger.results(revision(), Machine.here(mounted), peers.versions());
    Path folder = Files.createDirectories(target.resolve("results"));
    String json =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(results);
    Files.writeString(folder.resolve("results.json"), json + "\n");
    String markdown = ResultTable.markdown(results);
    Files.writeString(folder.resolve("results.md"), markdown);
    say.accept(markdown);
    if (options.writeDocs()) {
      Path page = root.resolve("docs/performance.md");
      Files.writeString(page, DocsPage.with(Files.readString(page), markdown));
      String picture = GrowthPlot.svg(results);
      if (!picture.isEmpty()) {
        Files.writeString(page.resolveSibling(DocsPage.GROWTH_PICTURE), picture);
      }
    }
  }

  private String revision() {
    Measurement told =
        process.run(new Call(List.of("git", "describe", "--always", "--dirty"), root, env));
    return told.succeeded() ? told.output().strip() : "of no revision";
  }

  private FreshDisk disk() {
    return FreshDisk.below(
        target,
        warning -> {
          mounted = false;
          say.accept(warning);
        });
  }

  private Path packageJson(String project) {
    return root.resolve("bench/projects").resolve(project).resolve("package.json");
  }

  private Map<String, String> around(FreshDisk disk, String address) {
    return Surrounding.of(disk.folder().resolve("home"), address, env.get("PATH"));
  }
}
