package dev.jpm.runtime;

import java.nio.file.Path;

/**
 * The folder that makes node, npm, npx, node-gyp, jpm and jpx known inside scripts.
 *
 * @param folder goes on PATH, after every node_modules/.bin
 * @param npmCli a script for {@code npm_execpath}: tools start it with node and npm's arguments
 * @param npxCli the same for npx, beside it as in npm
 * @param nodeGyp a script for {@code npm_config_node_gyp} that gets node-gyp when first used
 */
public record Shims(Path folder, Path npmCli, Path npxCli, Path nodeGyp) {
  /** The shims that lie in {@code folder}. */
  public static Shims in(Path folder) {
    Path scripts = folder.resolve("lib");
    return new Shims(
        folder.resolve("bin"),
        scripts.resolve("npm-cli.js"),
        scripts.resolve("npx-cli.js"),
        scripts.resolve("node-gyp.js"));
  }
}
