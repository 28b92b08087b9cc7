package dev.jpm.bench.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every tool of the tables, in their order. Scripts are never run, audits are off. */
public final class Tools {
  /** Names in the order of the tables. */
  public static final List<String> NAMES =
      List.of(
          "npm",
          "pnpm",
          "pnpm-hoisted",
          "pnpm-gvs",
          "bun",
          "bun-isolated",
          "utoo",
          "jpm",
          "jpm-linked",
          "jpm-map");

  /** Those that are measured over the slow link. */
  public static final List<String> OVER_THE_LINK = List.of("pnpm", "bun", "jpm");

  /** jpm where a jpm mirror is its registry; chosen by the part that starts one. */
  public static final String FROM_A_MIRROR = "jpm-mirror";

  private static final String PACKAGE_LOCK = "package-lock.json";

  private final Peers peers;
  private final Path jpm;
  private final String registry;

  /**
   * Made of these.
   *
   * @param jpm the launcher of jpm's image
   * @param registry the address that all of them install from
   */
  public Tools(Peers peers, Path jpm, String registry) {
    this.peers = peers;
    this.jpm = jpm;
    this.registry = registry;
  }

  public Tool named(String name) {
    return switch (name) {
      case "npm" ->
          new Tool(
              name,
              PACKAGE_LOCK,
              and(peers.npm(), "install", "--ignore-scripts", "--cache", "CACHE", "--no-progress"),
              Map.of());
      case "pnpm" -> pnpm(name);
      case "pnpm-hoisted" -> pnpm(name, "--node-linker=hoisted");
      case "pnpm-gvs" -> pnpm(name, "--config.enable-global-virtual-store=true");
      case "bun" -> bun(name, "hoisted");
      case "bun-isolated" -> bun(name, "isolated");
      case "utoo" ->
          new Tool(
              name,
              PACKAGE_LOCK,
              and(
                  peers.utoo(),
                  "install",
                  "--ignore-scripts",
                  "--registry=" + registry,
                  "--cache-dir=CACHE",
                  "--quiet"),
              Map.of());
      case "jpm", FROM_A_MIRROR -> jpm(name, "hoisted");
      case "jpm-linked" -> jpm(name, "linked");
      case "jpm-map" -> jpm(name, "map");
      default -> throw new IllegalArgumentException("there is no tool " + name);
    };
  }

  private Tool pnpm(String name, String... layout) {
    List<String> words =
        and(
            peers.pnpm(),
            "install",
            "--ignore-scripts",
            "--no-frozen-lockfile",
            "--store-dir=CACHE/store",
            "--config.cache-dir=CACHE/cache",
            "--registry=" + registry);
    return new Tool(name, "pnpm-lock.yaml", and(words, layout), Map.of());
  }

  private Tool bun(String name, String linker) {
    return new Tool(
        name,
        "bun.lock",
        and(peers.bun(), "install", "--ignore-scripts", "--linker=" + linker),
        Map.of("BUN_INSTALL_CACHE_DIR", "CACHE"));
  }

  private Tool jpm(String name, String layout) {
    return new Tool(
        name,
        PACKAGE_LOCK,
        List.of(
            jpm.toString(),
            "install",
            "--ignore-scripts",
            "--timing",
            "--install-strategy=" + layout),
        Map.of("npm_config_cache", "CACHE"));
  }

  private static List<String> and(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }
}
