package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.context;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Integrity;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScriptEnvironmentTest {
  private static final Path HOME = Path.of("/h");
  private static final Path PROJECT = Path.of("/h/project");

  private static Map<String, String> of(ScriptContext context, String json) {
    return ScriptEnvironment.of(
        context, Subject.of(PROJECT, manifest(json), "build", "vite build"));
  }

  private static SortedMap<String, String> beginning(String prefix, Map<String, String> all) {
    SortedMap<String, String> found = new TreeMap<>(all);
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return found;
  }

  @Test
  void aScriptIsToldWhatNpmTells() {
    Map<String, String> environment =
        of(context(HOME, Map.of("LANG", "C")), "{'name': 'p', 'version': '1.0.0'}");
    Map<String, String> expected = new TreeMap<>();
    expected.put("COLOR", "0");
    expected.put("HOME", "/h");
    expected.put("INIT_CWD", "/h/start");
    expected.put("LANG", "C");
    expected.put("NODE", "/h/runtime/bin/node");
    expected.put(
        "PATH",
        "/h/project/node_modules/.bin:/h/node_modules/.bin:/node_modules/.bin:/h/shims/bin");
    expected.put("npm_command", "run");
    expected.put("npm_config_global_prefix", "/h/prefix");
    expected.put("npm_config_local_prefix", "/h/project");
    expected.put("npm_config_node_gyp", "/h/shims/lib/node-gyp.js");
    expected.put("npm_config_nodedir", "/h/runtime");
    expected.put("npm_config_npm_version", "11.19.1");
    expected.put(
        "npm_config_user_agent", "npm/11.19.1 node/v26.10.0 linux x64 workspaces/false jpm/1.0.0");
    expected.put("npm_execpath", "/h/shims/lib/npm-cli.js");
    expected.put("npm_lifecycle_event", "build");
    expected.put("npm_lifecycle_script", "vite build");
    expected.put("npm_node_execpath", "/h/runtime/bin/node");
    expected.put("npm_package_json", "/h/project/package.json");
    expected.put("npm_package_name", "p");
    expected.put("npm_package_version", "1.0.0");
    assertThat(new TreeMap<>(environment)).isEqualTo(expected);
  }

  @Test
  void fieldsOfPackageJsonAreFlattened() {
    Map<String, String> environment =
        of(
            context(HOME, Map.of()),
            """
            {'name': '@s/p', 'bin': './x.js', 'engines': {'node': '>=18'}, 'license': 'MIT',
             'config': {'port': 8080, 'deep': {'a': [1, {'b': null}], 't': true, 'f': false}}}
            """);
    assertThat(beginning("npm_package_", environment))
        .isEqualTo(
            Map.of(
                "npm_package_name", "@s/p",
                "npm_package_bin_p", "x.js",
                "npm_package_engines_node", ">=18",
                "npm_package_config_port", "8080",
                "npm_package_config_deep_a_0", "1",
                "npm_package_config_deep_a_1_b", "",
                "npm_package_config_deep_t", "true",
                "npm_package_config_deep_f", "",
                "npm_package_json", "/h/project/package.json"));
  }

  @Test
  void settingsBecomeVariablesExceptPrivateOnes() {
    ScriptContext plain = context(HOME, Map.of());
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("save-exact", "true");
    settings.put("Loglevel", "silent");
    settings.put("_authToken", "secret");
    settings.put("//registry.example/:_authToken", "secret");
    settings.put("@scope:registry", "https://registry.example/");
    ScriptContext context =
        new ScriptContext(
            plain.inherited(),
            new LinkedHashMap<>(settings),
            "run",
            plain.startFolder(),
            plain.localPrefix(),
            plain.globalPrefix(),
            plain.home(),
            "vim",
            "--max-old-space-size=99",
            Path.of("/gyp.js"),
            true,
            plain.userAgent(),
            plain.runtime(),
            plain.shims(),
            plain.compileCache(),
            plain.host());
    Map<String, String> environment = of(context, "{}");
    assertThat(environment)
        .containsEntry("npm_config_save_exact", "true")
        .containsEntry("npm_config_loglevel", "silent")
        .containsEntry("EDITOR", "vim")
        .containsEntry("NODE_OPTIONS", "--max-old-space-size=99")
        .containsEntry("npm_config_node_gyp", "/gyp.js")
        .containsEntry("COLOR", "1");
    assertThat(environment.toString()).doesNotContain("secret", "scope");
  }

  @Test
  void everyPathVariableGetsTheMergedPath() {
    Map<String, String> inherited = new LinkedHashMap<>();
    inherited.put("Path", "C:\\Windows;C:\\Tools");
    inherited.put("PATH", "C:\\Tools;D:\\bin");
    Map<String, String> environment = of(context(HOME, inherited, Samples.WINDOWS, null), "{}");
    String path =
        "/h/project/node_modules/.bin;/h/node_modules/.bin;/node_modules/.bin;/h/shims/bin;"
            + "C:\\Windows;C:\\Tools;D:\\bin";
    assertThat(environment).containsEntry("Path", path).containsEntry("PATH", path);
    assertThat(environment).doesNotContainKey("npm_config_nodedir");
  }

  @Test
  void aNodedirOfTheUsersStays() {
    Map<String, String> inherited = Map.of("npm_config_nodedir", "/mine");
    assertThat(of(context(HOME, inherited), "{}")).containsEntry("npm_config_nodedir", "/mine");
  }

  @Test
  void binFoldersComeBeforeTheProjects() {
    Subject subject =
        new Subject(PROJECT, manifest("{}"), "npx", "x", List.of(Path.of("/cache/.bin")), Map.of());
    assertThat(ScriptEnvironment.of(context(HOME, Map.of("PATH", "/usr/bin")), subject))
        .hasEntrySatisfying(
            "PATH",
            path ->
                assertThat(path)
                    .startsWith("/cache/.bin:/h/project/node_modules/.bin:")
                    .endsWith(":/h/shims/bin:/usr/bin"));
  }

  @Test
  void aDependencysScriptIsToldWhereThePackageCameFrom() {
    PackageNode node =
        new PackageNode(
            new Location("node_modules/a"),
            manifest("{'name': 'a'}"),
            "https://registry.example/a/-/a-1.0.0.tgz",
            new Integrity("sha512-AAAA"),
            Set.of(DepFlag.DEV, DepFlag.PEER),
            false,
            false);
    assertThat(ScriptEnvironment.ofDependency(node))
        .containsOnly(
            Map.entry("npm_package_resolved", "https://registry.example/a/-/a-1.0.0.tgz"),
            Map.entry("npm_package_integrity", "sha512-AAAA"),
            Map.entry("npm_package_optional", ""),
            Map.entry("npm_package_dev", "1"),
            Map.entry("npm_package_peer", "1"),
            Map.entry("npm_package_dev_optional", ""));
  }

  @Test
  void theUserAgentBeginsAsNpms() {
    assertThat(
            UserAgent.of(
                UserAgent.DEFAULT_TEMPLATE, "1.2.3", "26.10.0", Samples.LINUX, true, "github"))
        .isEqualTo("npm/11.19.1 node/v26.10.0 linux x64 workspaces/true ci/github jpm/1.2.3");
    assertThat(
            UserAgent.of(
                UserAgent.DEFAULT_TEMPLATE, "1.2.3", "26.10.0", Samples.LINUX, false, null))
        .isEqualTo("npm/11.19.1 node/v26.10.0 linux x64 workspaces/false jpm/1.2.3");
    assertThat(UserAgent.of("mine {nothing} {arch}", "1", "2", Samples.LINUX, false, null))
        .isEqualTo("mine {nothing} x64");
  }
}
