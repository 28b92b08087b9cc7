package dev.jpm.resolver;

import dev.jpm.resolver.Resolution.Warning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what the user should know, each thing once. */
final class Warnings {
  private final Set<Warning> all = new LinkedHashSet<>();

  void add(String code, String message) {
    all.add(new Warning(code, message));
  }

  List<Warning> all() {
    return new ArrayList<>(all);
  }
}
