package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxies of Maven's settings.xml. The registry cannot be reached but through one. */
class MavenProxiesTest {
  private final MockRegistry proxy = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void prepare() throws Exception {
    proxy.publish("a", "1.0.0");
    project = TempProject.in(temp.resolve("project"));
    project.packageJson(p -> p.dependency("a", "^1.0.0"));
    jpm =
        Jpm.withDefaults(temp.resolve("home"))
            .set("npm_config_registry", "http://registry.invalid/");
    Path maven = Files.createDirectories(temp.resolve("home/.m2"));
    Files.writeString(
        maven.resolve("settings.xml"),
        """
        <settings>
          <proxies>
            <proxy><active>false</active><host>not.this.invalid</host></proxy>
            <proxy>
              <host>127.0.0.1</host><port>%d</port>
              <username>me</username><password>secret</password>
            </proxy>
          </proxies>
        </settings>
        """
            .formatted(proxy.port()));
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void leadToTheRegistryWhenTheSettingIsOn() {
    jpm.set("npm_config_maven_proxies", "true").run(project, "install").succeeded();

    assertThat(project.has("node_modules/a/package.json")).isTrue();
    assertThat(proxy.requests().all())
        .isNotEmpty()
        .allSatisfy(
            r -> assertThat(r.header("proxy-authorization")).isEqualTo("Basic bWU6c2VjcmV0"));
  }

  @Test
  void areNotAskedUnlessTheSettingIsOn() {
    assertThat(jpm.run(project, "install").failed(1).stderr()).contains("ENOTFOUND");

    assertThat(proxy.requests().count()).isZero();
  }

  @Test
  void areToldOfWhenTheirFileCannotBeRead() throws Exception {
    Files.writeString(temp.resolve("home/.m2/settings.xml"), "<settings><proxies>");

    String told =
        jpm.set("npm_config_maven_proxies", "true").run(project, "install").failed(1).stderr();

    assertThat(told).contains("code ECONFIG").contains("settings.xml").contains("maven-proxies");
  }

  @Test
  void areNoneWhereTheFileIsMissing() throws Exception {
    Files.delete(temp.resolve("home/.m2/settings.xml"));

    assertThat(
            jpm.set("npm_config_maven_proxies", "true").run(project, "install").failed(1).stderr())
        .contains("ENOTFOUND");
  }
}
