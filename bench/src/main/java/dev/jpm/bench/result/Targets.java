package dev.jpm.bench.result;

import dev.jpm.bench.install.Sample;
import dev.jpm.bench.result.Results.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What jpm wants to reach: at least the floor, at best the aim. Both are given in the unit of what
 * is measured: ratios to a peer, milliseconds or megabytes.
 */
final class Targets {
  /** Where a target has no floor, or no aim. */
  static final double NONE = Double.NaN;

  private static final String LARGE = "alotta";
  private static final List<String> PNPM = List.of("pnpm", "pnpm-hoisted", "pnpm-gvs");
  private static final List<String> BUN = List.of("bun");
  private static final ToDoubleFunction<Sample> WALL = Sample::wallSeconds;

  private final Results results;
  private final List<Verdict> verdicts = new ArrayList<>();

  private Targets(Results results) {
    this.results = results;
  }

  /** One target and how it stands. Smaller is better. */
  record Verdict(String what, double floor, double aim, OptionalDouble measured) {
    String told() {
      if (measured.isEmpty()) {
        return "not measured";
      }
      double value = measured.getAsDouble();
      if (value <= aim) {
        return "aim met";
      }
      return value <= floor ? "floor met" : Double.isNaN(floor) ? "aim missed" : "**missed**";
    }
  }

  static List<Verdict> verdicts(Results results) {
    Targets targets = new Targets(results);
    targets.installs();
    targets.absolutes();
    return List.copyOf(targets.verdicts);
  }

  private void installs() {
    against("clean, of pnpm's best (floor)", "clean", PNPM, WALL, 0.6, NONE);
    against("clean, of bun (aim)", "clean", BUN, WALL, NONE, 1.2);
    verdicts.add(
        new Verdict(
            "clean over the slow link, of bun",
            1.0,
            0.8,
            ratio(Row.SLOW_LINK, "clean", "jpm", BUN, WALL)));
    verdicts.add(
        new Verdict(
            "the same from a jpm mirror, of bun from the registry",
            1.0,
            0.8,
            ratio(Row.SLOW_LINK, "clean", "jpm-mirror", BUN, WALL)));
    against("lockfile, of pnpm's best (floor)", "lockfile", PNPM, WALL, 0.5, NONE);
    against("lockfile, of bun (aim)", "lockfile", BUN, WALL, NONE, 1.2);
    String warm = "cache+lockfile";
    against(warm + ", of pnpm hoisted (floor)", warm, List.of("pnpm-hoisted"), WALL, 1, NONE);
    against(warm + ", of bun (aim)", warm, BUN, WALL, NONE, 1.0);
    List<String> linkedPnpm = List.of("pnpm-gvs");
    linked(warm + ", linked, of pnpm's global store (floor)", warm, linkedPnpm, 1.0, NONE);
    linked(warm + ", linked, of bun (aim)", warm, BUN, NONE, 0.8);
    against("cache, of pnpm's best (floor)", "cache", PNPM, WALL, 0.7, NONE);
    against("cache, of bun (aim)", "cache", BUN, WALL, NONE, 1.2);
    linked("cache, linked, of pnpm's best (floor)", "cache", PNPM, 0.7, NONE);
    linked("cache, linked, of bun (aim)", "cache", BUN, NONE, 1.2);
    against("processor time, clean, of pnpm (floor)", "clean", PNPM, Sample::cpuSeconds, 1, NONE);
    against("processor time, clean, of bun (aim)", "clean", BUN, Sample::cpuSeconds, NONE, 1.2);
  }

  private void linked(String what, String scenario, List<String> peers, double floor, double aim) {
    verdicts.add(
        new Verdict(what, floor, aim, ratio(Row.INSTALL, scenario, "jpm-linked", peers, WALL)));
  }

  private void absolutes() {
    Cell noop = new Cell(Row.INSTALL, LARGE, "noop", "jpm");
    Cell clean = new Cell(Row.INSTALL, LARGE, "clean", "jpm");
    Cell version = new Cell(Row.START_UP, "empty", "--version", "jpm");
    Cell run = new Cell(Row.START_UP, "empty", "run", "jpm");
    Cell script = new Cell(Row.START_UP, "empty", "run", "the script itself");
    verdicts.add(new Verdict("noop, ms", 120, 70, scaled(results.wall(noop), 1e3)));
    verdicts.add(new Verdict("jpm --version, ms", 80, 45, scaled(results.wall(version), 1e3)));
    OptionalDouble whole = results.wall(run);
    OptionalDouble alone = results.wall(script);
    OptionalDouble added =
        whole.isPresent() && alone.isPresent()
            ? OptionalDouble.of((whole.getAsDouble() - alone.getAsDouble()) * 1e3)
            : OptionalDouble.empty();
    verdicts.add(new Verdict("what jpm run adds, ms", 120, 70, added));
    OptionalDouble memory = results.median(clean, Sample::peakBytes);
    verdicts.add(new Verdict("peak memory, clean, MB", 500, 250, scaled(memory, 1e-6)));
  }

  private static OptionalDouble scaled(OptionalDouble value, double factor) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
  }

  private void against(
      String what,
      String scenario,
      List<String> peers,
      ToDoubleFunction<Sample> figure,
      double floor,
      double aim) {
    verdicts.add(new Verdict(what, floor, aim, ratio(Row.INSTALL, scenario, "jpm", peers, figure)));
  }

  /** Against the best of the peers. */
  private OptionalDouble ratio(
      String part,
      String scenario,
      String tool,
      List<String> peers,
      ToDoubleFunction<Sample> figure) {
    OptionalDouble own = results.median(new Cell(part, LARGE, scenario, tool), figure);
    OptionalDouble best =
        peers.stream()
            .map(peer -> results.median(new Cell(part, LARGE, scenario, peer), figure))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .min();
    return own.isPresent() && best.isPresent()
        ? OptionalDouble.of(own.getAsDouble() / best.getAsDouble())
        : OptionalDouble.empty();
  }
}
