package dev.jpm.mirror.closure;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** What is told of one package: for which specs, and which versions those stand for. */
final class Part {
  private final Choices choices;
  private final Set<String> specs = new TreeSet<>();
  private final Set<String> versions = new LinkedHashSet<>();

  Part(Choices choices) {
    this.choices = choices;
  }

  void add(String spec, String version) {
    specs.add(spec);
    versions.add(version);
  }

  Set<String> specs() {
    return specs;
  }

  /** Tags are what specs may be, and one decides where they leave it open. */
  byte[] json(String defaultTag) {
    Set<String> tags = new TreeSet<>(specs);
    tags.add(defaultTag);
    return choices.part(versions, tags);
  }
}
