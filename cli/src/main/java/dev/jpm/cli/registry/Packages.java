package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.model.PackageName;
import dev.jpm.model.spec.Spec;
import java.nio.file.Files;
import java.util.Optional;

/** Which package the words of a call mean. */
final class Packages {
  private Packages() {}

  /** The package that {@code word} names; a usage error where it is only a place. */
  static PackageName named(Invocation call, String word) {
    PackageName name = Spec.parseArgument(word).name();
    if (name == null) {
      throw call.usage("");
    }
    return name;
  }

  /** The package that {@code word} names, or the project where there is no word. */
  static PackageName namedOrProject(Invocation call, String word) {
    return word.isEmpty() ? project(call) : named(call, word);
  }

  /** As {@link #namedOrProject}; where no project is, the command is not one that can be. */
  static PackageName namedOrOwn(Invocation call, String word) {
    if (word.isEmpty() && !Files.exists(call.project().packageJson())) {
      throw call.usage("");
    }
    return namedOrProject(call, word);
  }

  private static PackageName project(Invocation call) {
    if (call.global()) {
      throw call.usage("");
    }
    return Optional.ofNullable(ManifestFile.read(call.project().packageJson()).name())
        .map(PackageName::parse)
        .orElseThrow(() -> call.usage(""));
  }

  /** The word at {@code index} of the call, or an empty one. */
  static String word(Invocation call, int index) {
    return index < call.words().size() ? call.words().get(index) : "";
  }
}
