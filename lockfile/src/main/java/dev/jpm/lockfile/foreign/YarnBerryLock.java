package dev.jpm.lockfile.foreign;

import java.util.Map;
import java.util.Optional;

/**
 * The YAML lockfile of Yarn 2 and later. Each key is the descriptors of an entry ({@code
 * name@npm:range}), each entry has the locator that they got. Its checksums are of Yarn's own
 * archives and say nothing about tarballs.
 */
final class YarnBerryLock {
  private static final String NPM = "npm:";

  private YarnBerryLock() {}

  static ForeignLock read(String text, String path) {
    ForeignLock.Builder choices = new ForeignLock.Builder().readsResolutions();
    YamlText.mapping(text, path)
        .forEach((descriptors, value) -> {
          if (!descriptors.equals("__metadata")) {
            Map<String, Object> entry = YamlText.map(value);
            choice(YamlText.text(entry, "resolution"), YamlText.text(entry, "version"))
                .ifPresent(choice -> add(choices, descriptors, choice));
          }
        });
    return choices.build();
  }

  private static Optional<Choice> choice(String resolution, String version) {
    NameAndRest locator = NameAndRest.of(resolution).orElse(null);
    if (locator == null) {
      return Optional.empty();
    }
    String name = locator.name();
    String reference = locator.rest();
    if (reference.startsWith(NPM)) {
      String locked = reference.substring(NPM.length()).replaceFirst("::.*", "");
      return Optional.of(Choice.ofRegistry(name, locked, null));
    }
    if (reference.startsWith(YarnPatch.PROTOCOL)) {
      return Optional.of(Choice.ofRegistry(name, version, null));
    }
    if (reference.contains("#commit=")) {
      String repository = reference.startsWith("git") ? reference : "git+" + reference;
      String source = repository.replaceFirst("#(?:.*&)?commit=([0-9a-f]+).*", "#$1");
      return Optional.of(Choice.ofSource(name, version, source));
    }
    return reference.startsWith("http")
        ? Optional.of(Choice.ofSource(name, version, reference.replaceFirst("::.*", "")))
        : Optional.empty(); // a workspace, a folder
  }

  private static void add(ForeignLock.Builder choices, String descriptors, Choice choice) {
    for (String text : descriptors.split(", ", -1)) {
      NameAndRest descriptor = NameAndRest.of(text).orElse(null);
      if (descriptor == null) {
        continue;
      }
      String range = descriptor.rest();
      if (range.startsWith(YarnPatch.PROTOCOL)) {
        range = YarnPatch.base(range);
      }
      choices.descriptor(descriptor.name(), range, choice);
      if (range.startsWith(NPM)) {
        choices.descriptor(descriptor.name(), range.substring(NPM.length()), choice);
      }
    }
  }
}
