package dev.jpm.linker;

import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An install in a process of its own that tells of every move, so that it can be killed then. */
final class KillVictim {
  private static final int PACKAGES = 30;

  private KillVictim() {}

  public static void main(String[] arguments) {
    Bench bench = bench(Path.of(arguments[0]));
    bench.install(
        newer(bench),
        (operation, path) -> {
          System.out.println(operation + " " + path);
          System.out.flush();
        });
  }

  static Bench bench(Path folder) {
    Bench bench = new Bench(folder);
    for (int i = 0; i < PACKAGES; i++) {
      for (String version : List.of("1.0.0", "2.0.0")) {
        String json = json(i, version);
        bench.shelf.put(
            "p" + i + "@" + version,
            Map.of("package.json", json, "cli.js", version, "a/b.js", "x"));
      }
    }
    return bench;
  }

  private static String json(int i, String version) {
    return "{\"name\":\"p%d\",\"version\":\"%s\",\"bin\":\"cli.js\"}".formatted(i, version);
  }

  static Tree older(Bench bench) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < PACKAGES - 5; i++) {
      nodes.add(bench.shelf.node("node_modules/p" + i, "p" + i + "@1.0.0"));
    }
    nodes.add(bench.shelf.node("node_modules/p0/node_modules/p1", "p1@2.0.0"));
    return bench.tree(nodes.toArray(Node[]::new));
  }

  static Tree newer(Bench bench) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < PACKAGES; i += i % 5 == 3 ? 2 : 1) {
      String version = i % 3 == 0 ? "@2.0.0" : "@1.0.0";
      nodes.add(bench.shelf.node("node_modules/p" + i, "p" + i + version));
    }
    nodes.add(bench.shelf.node("node_modules/p0/node_modules/p1", "p1@2.0.0"));
    return bench.tree(nodes.toArray(Node[]::new));
  }
}
