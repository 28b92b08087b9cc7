package dev.jpm.mirror.closure;

import dev.jpm.model.Packument;
import dev.jpm.packument.SlimPackument;
import dev.jpm.resolver.PickOptions;
import dev.jpm.resolver.PickResult;
import dev.jpm.resolver.VersionPicker;
import java.util.Optional;
import java.util.Set;

/** A packument, read so far that versions can be chosen from it. */
final class Choices {
  private final SlimPackument slim;
  private final Packument packument;

  Choices(SlimPackument slim, String name) {
    this.slim = slim;
    this.packument = slim.toPackument(name);
  }

  /** What a client that wants {@code spec} will take; {@code picker} is that of its question. */
  Optional<Packument.Release> pick(VersionPicker picker, String spec, PickOptions options) {
    return picker.pick(packument, spec, options) instanceof PickResult.Picked picked
        ? Optional.of(picked.release())
        : Optional.empty();
  }

  /** The document with these versions alone. */
  byte[] part(Set<String> versions, Set<String> tags) {
    return slim.part(versions, tags);
  }

  long bytes() {
    return slim.bytes().length;
  }
}
