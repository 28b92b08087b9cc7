package dev.jpm.registrymock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a test has set to go wrong, to wait or to be secret. */
final class Dials {
  private static final class Planned {
    private final Glob paths;
    private final Fault fault;
    private int left;

    Planned(Glob paths, Fault fault, int left) {
      this.paths = paths;
      this.fault = fault;
      this.left = left;
    }
  }

  private record Secret(Glob paths, String authorization) {}

  private final List<Planned> planned = new ArrayList<>();
  private final List<Secret> secrets = new CopyOnWriteArrayList<>();
  private final List<Gate> gates = new CopyOnWriteArrayList<>();

  synchronized void plan(String paths, int times, Fault fault) {
    planned.add(new Planned(new Glob(paths), fault, times));
  }

  synchronized void forgetFaults() {
    planned.clear();
  }

  /** The fault set first that fits and is not used up. */
  synchronized Fault faultFor(Request request) {
    for (Planned plan : planned) {
      if (plan.left > 0 && plan.paths.matches(request.path())) {
        plan.left--;
        return plan.fault;
      }
    }
    return new Fault.None();
  }

  void protect(String paths, String authorization) {
    secrets.add(new Secret(new Glob(paths), authorization));
  }

  /** Whether the request carries what the paths that it lies under ask for. */
  boolean admits(Request request) {
    List<Secret> asked =
        secrets.stream().filter(secret -> secret.paths().matches(request.path())).toList();
    String given = request.header("authorization");
    return asked.isEmpty()
        || asked.stream().anyMatch(secret -> secret.authorization().equals(given));
  }

  Gate hold(String paths) {
    Gate gate = new Gate(new Glob(paths));
    gates.add(gate);
    return gate;
  }

  void await(Request request) throws InterruptedException {
    for (Gate gate : gates) {
      if (gate.isFor(request.path())) {
        gate.pass();
      }
    }
  }

  void openAll() {
    gates.forEach(Gate::open);
  }
}
