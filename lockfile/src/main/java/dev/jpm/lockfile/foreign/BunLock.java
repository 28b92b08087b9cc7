package dev.jpm.lockfile.foreign;

import dev.jpm.model.Integrity;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bun's text lockfile: JSON with commas too many. {@code packages} has a key for each place of a
 * hoisted tree ({@code parent/child}), so a package's dependency is found as Node.js would: in its
 * own place, then further and further out.
 */
final class BunLock {
  private static final List<String> OF_WORKSPACES =
      List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");
  private static final List<String> OF_PACKAGES =
      List.of("dependencies", "optionalDependencies", "peerDependencies");

  private final JsonNode packages;
  private final ForeignLock.Builder choices = new ForeignLock.Builder();

  private BunLock(JsonNode packages) {
    this.packages = packages;
  }

  static ForeignLock read(String text, String path) {
    JsonFactory lenient =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();
    JsonNode lock;
    try {
      lock = JsonMapper.builder(lenient).build().readTree(text);
    } catch (JacksonException e) {
      OptionalInt line =
          e.getLocation() == null
              ? OptionalInt.empty()
              : OptionalInt.of(e.getLocation().getLineNr());
      throw ForeignLockfile.bad(path, line, e.getOriginalMessage());
    }
    if (!lock.path("packages").isObject()) {
      throw ForeignLockfile.bad(path, OptionalInt.empty(), "it has no \"packages\"");
    }
    return new BunLock(lock.path("packages")).read(lock);
  }

  private ForeignLock read(JsonNode lock) {
    lock.path("workspaces")
        .properties()
        .forEach(entry -> {
          List<String> names =
              entry.getKey().isEmpty()
                  ? List.of()
                  : List.of(entry.getValue().path("name").asString(""));
          dependencies(entry.getKey(), new BunPlace(names), entry.getValue(), OF_WORKSPACES);
        });
    packages
        .properties()
        .forEach(entry -> {
          Choice self = choice(entry.getValue());
          if (self != null) {
            String id = self.name() + "@" + self.version();
            dependencies(id, BunPlace.of(entry.getKey()), facts(entry.getValue()), OF_PACKAGES);
          }
        });
    lock.path("overrides")
        .properties()
        .forEach(entry ->
            choices.rule(
                new ForeignRule(
                    List.of(new NameAndRest(entry.getKey(), "")), entry.getValue().asString(""))));
    if (lock.path("patchedDependencies").isObject()) {
      choices.note("bun's patchedDependencies are not taken over; npm has no patches");
    }
    return choices.build();
  }

  private void dependencies(
      String depender, BunPlace place, JsonNode facts, List<String> sections) {
    for (String section : sections) {
      facts
          .path(section)
          .properties()
          .forEach(entry -> {
            Choice choice = lookup(place, entry.getKey());
            if (choice != null) {
              choices.dependency(depender, entry.getKey(), choice);
              choices.descriptor(entry.getKey(), entry.getValue().asString(""), choice);
            }
          });
    }
  }

  private @Nullable Choice lookup(BunPlace place, String name) {
    for (String key : place.lookups(name)) {
      JsonNode found = packages.get(key);
      if (found != null) {
        return choice(found);
      }
    }
    return null;
  }

  /** {@code ["name@version", "registry", {…}, "integrity"]}; null for a workspace or a folder. */
  private static @Nullable Choice choice(JsonNode entry) {
    NameAndRest id = NameAndRest.of(entry.path(0).asString("")).orElse(null);
    if (id == null) {
      return null;
    }
    String reference = id.rest();
    if (Character.isDigit(reference.charAt(0))) {
      String integrity = entry.path(entry.size() - 1).asString("");
      return Choice.ofRegistry(id.name(), reference, Integrity.tryParse(integrity).orElse(null));
    }
    boolean folder = reference.matches("(workspace|link|file|root):.*");
    return folder ? null : Choice.ofSource(id.name(), "", reference);
  }

  private static JsonNode facts(JsonNode entry) {
    for (JsonNode part : entry) {
      if (part.isObject()) {
        return part;
      }
    }
    return entry;
  }
}
