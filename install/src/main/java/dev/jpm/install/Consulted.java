package dev.jpm.install;

import dev.jpm.model.PackageName;
import dev.jpm.resolver.PackumentAnswer;
import dev.jpm.resolver.PackumentSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Passes on what the resolver asks for, and remembers of which packages. */
final class Consulted implements PackumentSource {
  private final PackumentSource source;
  private final Set<String> names = new ConcurrentSkipListSet<>();

  Consulted(PackumentSource source) {
    this.source = source;
  }

  @Override
  public PackumentAnswer packument(PackageName name) {
    names.add(name.value());
    return source.packument(name);
  }

  @Override
  public PackumentAnswer packument(PackageName name, String wanted) {
    names.add(name.value());
    return source.packument(name, wanted);
  }

  @Override
  public void prefetch(PackageName name, String spec) {
    source.prefetch(name, spec);
  }

  /** The packages that were asked for so far, sorted. */
  Set<String> names() {
    return new TreeSet<>(names);
  }
}
