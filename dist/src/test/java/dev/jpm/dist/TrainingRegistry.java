package dev.jpm.dist;

import dev.jpm.registrymock.MockRegistry;

/** A small world of packages that takes an install through the paths that real ones take. */
final class TrainingRegistry {
  private static final int PACKAGES = 40;

  private TrainingRegistry() {}

  /** The project that is installed; {@code p0} leads to all others. */
  static final String PACKAGE_JSON =
      """
      {
        "name": "training",
        "version": "1.0.0",
        "scripts": { "hello": "true && true", "started": "node started.js", "test": "true" },
        "dependencies": { "p0": "^1.0.0", "@scope/tool": "~1.2.0", "shared": "^2.0.0" },
        "devDependencies": { "old": "^1.0.0", "older": "^1.0.0", "heavy": "1.x || >=3" },
        "optionalDependencies": { "elsewhere": "^1.0.0", "here": "^1.0.0" }
      }
      """;

  /** A project with members. */
  static final String WORKSPACES =
      """
      { "name": "many", "workspaces": ["one", "tw*"], "dependencies": { "p0": "^1.0.0" } }
      """;

  /** A member of it. */
  static final String MEMBER =
      """
      {
        "name": "NAME",
        "version": "1.0.0",
        "scripts": { "hello": "true" },
        "dependencies": { "shared": "^2.0.0" }
      }
      """;

  /** About one of its packages, in the OSV format. */
  static final String ADVISORY =
      """
      {
        "id": "GHSA-0000-0000-0000",
        "summary": "Training",
        "affected": [
          {
            "package": { "ecosystem": "npm", "name": "p1" },
            "ranges": [
              { "type": "SEMVER", "events": [{ "introduced": "0" }, { "fixed": "1.5.0" }] }
            ]
          }
        ],
        "severity": [
          { "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }
        ]
      }
      """;

  static void publishInto(MockRegistry registry) {
    for (int i = 0; i < PACKAGES; i++) {
      int next = i + 1;
      for (String version : new String[] {"1.0.0", "1.1.0", "2.0.0-beta.1"}) {
        registry.publish(
            "p" + i,
            version,
            p -> {
              p.file("index.js", "module.exports = 1\n".repeat(50));
              p.file("lib/util.js", "exports.a = 1\n");
              if (next < PACKAGES) {
                p.dependency("p" + next, "^1.0.0");
              }
              p.peer("@scope/tool", "^1.0.0");
            });
      }
    }
    publishOddOnes(registry);
    registry.publish(
        "@scope/tool",
        "1.2.3",
        p -> p.bin("tool", "cli.js").file("cli.js", "#!/usr/bin/env node\n"));
  }

  /** What makes trees deep: versions that do not fit, platforms, what is bundled or optional. */
  private static void publishOddOnes(MockRegistry registry) {
    registry.publish("shared", "1.0.0", p -> p.dependency("deep", "^1.0.0"));
    registry.publish("shared", "2.0.0", p -> p.dependency("deep", "^2.0.0"));
    registry.publish("deep", "1.0.0", p -> p.engines("node", ">=1"));
    registry.publish("deep", "2.0.0", p -> p.deprecated("training"));
    for (String name : new String[] {"old", "older"}) {
      registry.publish(
          name,
          "1.0.0",
          p ->
              p.dependency("shared", "^1.0.0")
                  .optionalPeer("p1", "*")
                  .bin(name, "bin/" + name + ".js")
                  .bin(name + "-2", "bin/" + name + ".js")
                  .file("bin/" + name + ".js", "#!/usr/bin/env node\n"));
    }
    registry.publish("inner", "1.0.0", _ -> {});
    registry.publish("heavy", "1.0.0", p -> p.bundled("inner", "1.0.0").peer("p1", "1.x"));
    registry.publish("elsewhere", "1.0.0", p -> p.os("!linux", "!darwin", "!win32"));
    registry.publish("here", "1.0.0", p -> p.os("linux", "darwin", "win32").cpu("x64", "arm64"));
  }
}
