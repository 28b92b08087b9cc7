package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code install-strategy=map} writes, read by the Node.js that jpm brings. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class PackageMapOnNodeTest {
  private static final String MAIN =
      """
      import { createRequire } from 'node:module'
      import { fork } from 'node:child_process'
      import { once } from 'node:events'
      import { Worker } from 'node:worker_threads'
      import esm, { self } from 'esm'
      import { sub } from 'esm/sub'
      import inner from 'holder/inner.js'
      const told = async (what, run) => console.log(what, await run().catch((error) => error.code))
      await told('esm', async () => esm + ' ' + self)
      await told('subpath', async () => sub)
      await told('hidden subpath', () => import('esm/lib/hidden.js'))
      await told('bundled', async () => inner)
      await told('undeclared', () => import('react'))
      await told('undeclared of a package', () => import('esm/reach'))
      await told('required', async () => createRequire(import.meta.url)('./old.cjs'))
      for (const one of ['one', 'two']) await told(one, async () => (await import(one)).default)
      await told('fork', async () => (await once(fork('./child.cjs'), 'message'))[0])
      await told('worker', async () => (await once(new Worker('./child.cjs'), 'message'))[0])
      """;

  private static final String CHILD =
      """
      const answer = require('cjs')
      process.send ? process.send(answer) : require('node:worker_threads').parentPort.postMessage(answer)
      """;

  private final MockRegistry registry = MockRegistry.start();
  @TempDir private Path temp;

  @Test
  void nodeFindsWhatPackagesAskForAndNothingElse(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    try (registry) {
      publish();
      TempProject project = project();
      TempProject any = TempProject.in(temp.resolve("any")).packageJson(p -> {});
      String node = seeds.run(any, "node", "-p", "process.execPath").succeeded().stdout();
      Jpm jpm =
          Jpm.with(temp.resolve("home"), registry)
              .set("npm_config_runtime", "system")
              .set("PATH", Path.of(node.strip()).getParent() + ":/usr/bin:/bin");

      jpm.run(project, "install", "--install-strategy=map").succeeded();

      assertThat(run(jpm, project, "run", "-s", "go").stdout()).isEqualTo(expected());
      assertThat(run(jpm, project, "node", "main.mjs").stdout()).isEqualTo(expected());
      assertThat(run(jpm, project, "run", "-s", "tool").stdout()).isEqualTo("tool cjs dep@1.0.0\n");
      assertThat(run(jpm, project, "exec", "tool").stdout()).isEqualTo("tool cjs dep@1.0.0\n");
      jpm.run(project, "install").succeeded();
      assertThat(project.has("node_modules/.package-map.json")).isFalse();
      assertThat(run(jpm, project, "run", "-s", "tool").stderr()).isEmpty();
    }
  }

  private static String expected() {
    return """
    esm esm esm
    subpath sub dep@1.0.0
    hidden subpath ERR_PACKAGE_PATH_NOT_EXPORTED
    bundled holder inner dep@1.0.0
    undeclared ERR_MODULE_NOT_FOUND
    undeclared of a package ERR_MODULE_NOT_FOUND
    required cjs dep@1.0.0 MODULE_NOT_FOUND
    one one ui react@1.0.0
    two two ui react@2.0.0
    fork cjs dep@1.0.0
    worker cjs dep@1.0.0
    """;
  }

  private void publish() {
    registry
        .publish("dep", "1.0.0")
        .publish("react", "1.0.0")
        .publish("react", "2.0.0")
        .publish("ui", "2.0.0")
        .publish(
            "ui",
            "1.0.0",
            p -> p.peer("react", "*").file("index.js", "module.exports = 'ui ' + require('react')"))
        .publish(
            "cjs",
            "1.0.0",
            p ->
                p.dependency("dep", "*")
                    .file("index.js", "module.exports = 'cjs ' + require('dep')")
                    .bin("tool", "cli.js")
                    .file("cli.js", "#!/usr/bin/env node\nconsole.log('tool', require('.'))\n"))
        .publish(
            "esm",
            "1.0.0",
            p ->
                p.dependency("dep", "*")
                    .field("type", "\"module\"")
                    .field(
                        "exports",
                        "{\".\": \"./i.js\", \"./sub\": {\"import\": \"./lib/sub.js\"},"
                            + " \"./reach\": \"./reach.js\", \"./name\": \"./name.js\"}")
                    .file("i.js", "export { name as self } from 'esm/name'; export default 'esm'")
                    .file("name.js", "export const name = 'esm'")
                    .file("reach.js", "import 'react'")
                    .file("lib/hidden.js", "")
                    .file("lib/sub.js", "import d from 'dep'; export const sub = 'sub ' + d"))
        .publish(
            "holder",
            "1.0.0",
            p ->
                p.bundled("inner", "1.0.0")
                    .file("node_modules/inner/package.json", inner())
                    .file(
                        "node_modules/inner/index.js", "module.exports = 'inner ' + require('dep')")
                    .file("inner.js", "module.exports = 'holder ' + require('inner')"));
  }

  private static String inner() {
    return "{\"name\": \"inner\", \"version\": \"1.0.0\", \"dependencies\": {\"dep\": \"*\"}}";
  }

  /** Its path has to be quoted in NODE_OPTIONS. */
  private TempProject project() {
    String ui = "module.exports = require('./package').name + ' ' + require('ui')";
    return TempProject.in(temp.resolve("my project"))
        .packageJson(p ->
            p.workspaces("packages/*")
                .dependency("esm", "*")
                .dependency("cjs", "*")
                .dependency("holder", "*")
                .dependency("ui", "2.0.0")
                .script("go", "node main.mjs")
                .script("tool", "tool"))
        .packageJson(
            "packages/one",
            "one",
            "1.0.0",
            p -> p.dependency("ui", "1").dependency("react", "1.0.0"))
        .packageJson(
            "packages/two",
            "two",
            "1.0.0",
            p -> p.dependency("ui", "1").dependency("react", "2.0.0"))
        .file("packages/one/index.js", ui)
        .file("packages/two/index.js", ui)
        .file("main.mjs", MAIN)
        .file("child.cjs", CHILD)
        .file(
            "old.cjs",
            """
            let hidden
            try { require('dep') } catch (error) { hidden = error.code }
            module.exports = require('cjs') + ' ' + hidden
            """);
  }

  private static CommandResult run(Jpm jpm, TempProject project, String... arguments)
      throws InterruptedException {
    try (SpawnedCommand command = jpm.spawn(project, arguments)) {
      return command.await().succeeded();
    }
  }
}
