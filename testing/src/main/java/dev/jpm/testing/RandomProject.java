package dev.jpm.testing;

import dev.jpm.testing.RandomWorlds.Extra;
import dev.jpm.testing.RandomWorlds.Kind;
import dev.jpm.testing.RandomWorlds.Throws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The project of one random world, its workspaces and folders, and what is done in it. */
final class RandomProject {
  private static final List<String> SETTINGS =
      List.of(
          "--legacy-peer-deps",
          "--strict-peer-deps",
          "--force",
          "--prefer-dedupe",
          "--install-strategy=nested",
          "--install-strategy=shallow",
          "--omit=dev",
          "--omit=optional",
          "--omit=peer",
          "--install-links",
          "--engine-strict",
          "--save-exact");
  private static final List<String> SAVE =
      List.of("--save-dev", "--save-optional", "--save-prod", "--save-peer", "--save-exact");

  private static final List<String> LOCKFILES =
      List.of("--lockfile-version=2", "--omit-lockfile-registry-resolved", "--no-package-lock");
  private static final List<String> LEFT_OUT = List.of("dev", "optional", "peer");
  private static final List<String> TAGS = List.of("@", "@*", "@latest", "@next", "@>=0");

  private final Throws all;
  private final Dice dice;
  private final RandomRegistry registry;
  private final Set<Kind> kinds;
  private final List<String> workspaces = new ArrayList<>();

  RandomProject(Throws all, RandomRegistry registry, Set<Kind> kinds) {
    this.all = all;
    this.dice = all.dice();
    this.registry = registry;
    this.kinds = kinds;
  }

  void fill(ObjectNode world) {
    ObjectNode project = (ObjectNode) world.path("project");
    project.put("name", "project").put("version", "1.0.0");
    declare(project, 1 + dice.below(4));
    ObjectNode files = JsonNodeFactory.instance.objectNode();
    if (kinds.contains(Kind.WORKSPACES)) {
      workspaces(project, files);
    }
    if (kinds.contains(Kind.FOLDERS)) {
      folders(project, files);
    }
    if (kinds.contains(Kind.OVERRIDES)) {
      project.set("overrides", overrides(project, 2));
    }
    if (!files.isEmpty()) {
      world.set("files", files);
    }
    commands(world.putArray("commands"), project);
  }

  /** What a package.json of one's own declares. */
  private void declare(ObjectNode json, int dependencies) {
    registry.dependencies(json, "dependencies", dependencies);
    if (kinds.contains(Kind.DEV)) {
      registry.dependencies(json, "devDependencies", dice.below(3));
    }
    if (kinds.contains(Kind.OPTIONAL)) {
      registry.dependencies(json, "optionalDependencies", dice.below(2));
    }
    if (kinds.contains(Kind.PEERS) && dice.oneIn(5)) {
      registry.dependencies(json, "peerDependencies", 1);
    }
  }

  private void workspaces(ObjectNode project, ObjectNode files) {
    project.putArray("workspaces").add("packages/*");
    int count = 1 + dice.below(4);
    for (int i = 0; i < count; i++) {
      workspaces.add(dice.oneIn(8) ? registry.anyName() : dice.oneIn(3) ? "@w/" + i : "w" + i);
    }
    for (int i = 0; i < count; i++) {
      ObjectNode json = files.putObject("packages/p" + i + "/package.json");
      json.put("name", workspaces.get(i)).put("version", dice.oneIn(4) ? "2.0.0" : "1.0.0");
      declare(json, dice.below(4));
      if (dice.oneIn(2)) {
        json.withObjectProperty("dependencies")
            .put(dice.of(workspaces), dice.of(List.of("*", "^1.0.0", "1.0.0", "^2.0.0")));
      }
    }
    if (all.has(Extra.DEEP_WORKSPACES)) {
      deepWorkspace(project, files);
    }
  }

  /** One of more depth, which wants another one and a package. */
  private void deepWorkspace(ObjectNode project, ObjectNode files) {
    project.withArrayProperty("workspaces").add("apps/**");
    ObjectNode json = files.putObject("apps/web/main/package.json");
    json.put("name", "@w/deep").put("version", "1.0.0");
    ObjectNode dependencies = json.putObject("dependencies");
    dependencies.put(all.more().of(workspaces), "*");
    dependencies.put(all.more().of(registry.names()), "*");
    workspaces.add("@w/deep");
  }

  private void folders(ObjectNode project, ObjectNode files) {
    int count = 1 + dice.below(2);
    for (int i = 0; i < count; i++) {
      boolean outside = dice.oneIn(4);
      String at = (outside ? "../outside/" : "lib/") + "f" + i;
      ObjectNode json = files.putObject(at + "/package.json");
      json.put("name", "f" + i).put("version", "1.0.0");
      declare(json, dice.below(3));
      if (dice.oneIn(4)) {
        json.withObjectProperty("dependencies").put("f" + (1 - i), "file:../f" + (1 - i));
      }
      if (dice.oneIn(3)) {
        json.withObjectProperty("peerDependencies").put(registry.anyName(), "*");
      }
      project
          .withObjectProperty(dice.oneIn(4) ? "devDependencies" : "dependencies")
          .put("f" + i, "file:" + (outside ? "" : "./") + at);
    }
  }

  private ObjectNode overrides(ObjectNode project, int depth) {
    ObjectNode rules = JsonNodeFactory.instance.objectNode();
    int count = 1 + dice.below(2);
    for (int i = 0; i < count; i++) {
      String name = dice.of(registry.names());
      JsonNode direct = project.path("dependencies").path(name);
      String range = registry.range(name);
      boolean keyed = dice.oneIn(4) && !range.isEmpty() && !Character.isLetter(range.charAt(0));
      String key = keyed ? name + "@" + range : name + oddKey();
      if (depth > 0 && dice.oneIn(3)) {
        ObjectNode below = overrides(project, depth - 1);
        if (dice.oneIn(3)) {
          below.put(".", direct.isString() && depth == 2 ? direct.asString() : value(name));
        }
        rules.set(key, below);
      } else if (direct.isString() && depth == 2 && !dice.oneIn(10)) {
        rules.put(key, dice.oneIn(2) ? "$" + name : direct.asString());
      } else {
        rules.put(key, value(name));
      }
    }
    return rules;
  }

  private String oddKey() {
    return all.has(Extra.ODD_RULES) && all.more().oneIn(3) ? all.more().of(TAGS) : "";
  }

  private String value(String name) {
    if (all.has(Extra.ODD_RULES) && all.more().oneIn(6)) {
      return all.more().oneIn(2) ? "" : "*";
    }
    return dice.oneIn(8) ? "npm:" + other(name) : registry.range(name);
  }

  private String other(String name) {
    String other = dice.of(registry.names());
    return dice.oneIn(2)
        ? other + "@" + dice.of(registry.versionsOf(other))
        : name + "@" + dice.of(registry.versionsOf(name));
  }

  private void commands(ArrayNode commands, ObjectNode project) {
    List<String> settings = new ArrayList<>();
    if (!kinds.contains(Kind.INSTALLED)) {
      settings.add("--package-lock-only");
    }
    if (kinds.contains(Kind.SETTINGS)) {
      settings.add(dice.of(SETTINGS));
      if (dice.oneIn(3)) {
        settings.add(dice.of(SETTINGS));
      }
    }
    if (registry.days() > 0 && dice.oneIn(12)) {
      int days = dice.below(registry.days());
      settings.add("--before=" + RandomRegistry.FIRST_DAY.plus(Duration.ofDays(days)));
    }
    extraSettings(settings);
    run(commands, settings, "install");
    int more = kinds.contains(Kind.CHANGES) ? 1 + dice.below(3) : 0;
    for (int i = 0; i < more; i++) {
      change(commands, settings, project);
    }
    if (all.has(Extra.COMMANDS)) {
      furtherCommand(commands, settings);
    }
  }

  private void extraSettings(List<String> settings) {
    Dice more = all.more();
    if (all.has(Extra.MACHINES)) {
      settings.add("--os=" + more.of(List.of("linux", "darwin", "win32")));
      settings.add("--cpu=" + more.of(List.of("x64", "arm64")));
      settings.add("--libc=" + more.of(List.of("glibc", "musl")));
    }
    if (all.has(Extra.INCLUDES)) {
      settings.add("--omit=" + more.of(LEFT_OUT));
      settings.add((more.oneIn(2) ? "--include=" : "--omit=") + more.of(LEFT_OUT));
    }
    if (all.has(Extra.LOCKFILES)) {
      // The old section of version 2 says something else of peers that are left out.
      boolean peers = !settings.contains("--legacy-peer-deps");
      settings.add(peers ? more.of(LOCKFILES) : LOCKFILES.getLast());
    }
  }

  private void furtherCommand(ArrayNode commands, List<String> settings) {
    Dice more = all.more();
    String name = more.of(registry.names());
    switch (more.below(5)) {
      case 0 -> run(commands, settings, "dedupe");
      case 1 -> run(commands, settings, "prune");
      case 2 -> run(commands, settings, "install", name);
      case 3 -> run(commands, settings, "uninstall", name);
      default -> {
        if (kinds.contains(Kind.INSTALLED)) {
          run(commands, settings, "ci");
        } else {
          run(commands, settings, "install");
        }
      }
    }
  }

  private void change(ArrayNode commands, List<String> settings, ObjectNode project) {
    switch (dice.below(6)) {
      case 0, 1 -> {
        String name = dice.of(registry.names());
        run(commands, where(settings), "install", dice.oneIn(3) ? name : asked(name));
      }
      case 2 -> run(commands, where(settings), "uninstall", direct(project));
      case 3 -> run(commands, settings, "update");
      case 4 -> run(commands, settings, "update", dice.of(registry.names()));
      default -> {
        ObjectNode edited = project.deepCopy();
        registry.dependencies(edited, "dependencies", 1 + dice.below(2));
        if (dice.oneIn(2) && edited.path("dependencies") instanceof ObjectNode dependencies) {
          dependencies.remove(direct(project));
        }
        commands.addObject().set("package.json", edited);
        run(commands, settings, "install");
      }
    }
  }

  private String asked(String name) {
    String range = dice.oneIn(2) ? dice.of(registry.versionsOf(name)) : registry.range(name);
    return range.isEmpty() || range.contains(" ") ? name : name + "@" + range;
  }

  private String direct(ObjectNode project) {
    List<String> names = List.copyOf(project.path("dependencies").propertyNames());
    return names.isEmpty() ? dice.of(registry.names()) : dice.of(names);
  }

  /** The settings, and now and then how to save or for which workspace. */
  private List<String> where(List<String> settings) {
    List<String> all = new ArrayList<>(settings);
    if (dice.oneIn(3)) {
      all.add(dice.of(SAVE));
    }
    if (!workspaces.isEmpty() && dice.oneIn(2)) {
      all.add("--workspace=" + dice.of(workspaces));
    }
    return all;
  }

  private static void run(ArrayNode commands, List<String> settings, String... words) {
    ArrayNode command = commands.addArray();
    for (String word : words) {
      command.add(word);
    }
    settings.forEach(command::add);
  }
}
