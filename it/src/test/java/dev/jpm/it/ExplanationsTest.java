package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a resolution that cannot be made says, word by word: the sentence, the short way from the
 * edge that decided up to the project, what would resolve it.
 */
class ExplanationsTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void prepare() {
    registry
        .publish("x", "1.0.0")
        .publish("x", "6.9.0")
        .publish("x", "8.0.0")
        .publish("x", "8.0.1-beta.1", p -> p.tag("next"))
        .publish("deep", "1.0.0", p -> p.dependency("x", "^7.0.0"))
        .publish("mid", "1.0.0", p -> p.dependency("deep", "^1.0.0"));
    project = TempProject.in(temp.resolve("project"));
    jpm = Jpm.with(temp.resolve("home"), registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aVersionThatIsMissingIsToldWithWhoAsksForItAndTheNearest() {
    project.packageJson(p -> p.devDependency("mid", "1"));

    assertThat(said("install"))
        .isEqualTo(
            """
            jpm error code ETARGET
            jpm error notarget No matching version found for x@^7.0.0
            jpm error notarget   x@"^7.0.0" from deep@1.0.0
            jpm error notarget     deep@"^1.0.0" from mid@1.0.0
            jpm error notarget       dev mid@"1" from the root project
            jpm error notarget The nearest versions are 8.0.1-beta.1, 8.0.0, 6.9.0, 1.0.0
            jpm error notarget Its tags are latest (8.0.0), next (8.0.1-beta.1)
            """);
  }

  @Test
  void theSameIsToldToProgramsAsAList() {
    project.packageJson(p -> p.dependency("mid", "1"));

    assertThat(jpm.run(project, "install", "--json").failed(1).stdout())
        .isEqualToIgnoringWhitespace(
            """
            {"error": {
              "code": "ETARGET",
              "summary": "No matching version found for x@^7.0.0",
              "detail": "%s",
              "because": [
                {"type": "prod", "name": "x", "spec": "^7.0.0",
                 "from": "deep@1.0.0", "location": "node_modules/deep"},
                {"type": "prod", "name": "deep", "spec": "^1.0.0",
                 "from": "mid@1.0.0", "location": "node_modules/mid"},
                {"type": "prod", "name": "mid", "spec": "1", "from": "", "location": ""}
              ]
            }}
            """
                .formatted(
                    String.join(
                        "\\n",
                        "  x@\\\"^7.0.0\\\" from deep@1.0.0",
                        "    deep@\\\"^1.0.0\\\" from mid@1.0.0",
                        "      mid@\\\"1\\\" from the root project",
                        "The nearest versions are 8.0.1-beta.1, 8.0.0, 6.9.0, 1.0.0",
                        "Its tags are latest (8.0.0), next (8.0.1-beta.1)")));
  }

  @Test
  void aPackageThatIsMissingIsToldWithWhoAsksForIt() {
    registry.publish("wants", "2.0.0", p -> p.dependency("gone", "^1.0.0"));
    project.file(
        "package.json",
        """
        {"workspaces": ["w"], "name": "app", "version": "1.0.0"}
        """);
    project.file(
        "w/package.json",
        """
        {"name": "w", "version": "3.0.0", "dependencies": {"wants": "*"}}
        """);

    assertThat(said("install"))
        .startsWith(
            """
            jpm error code E404
            jpm error 404 404 Not Found - GET REGISTRY/gone - Not found
            jpm error 404   gone@"^1.0.0" from wants@2.0.0
            jpm error 404     wants@"*" from w@3.0.0
            jpm error 404       workspace w from the root project
            """);
  }

  @Test
  void versionsThatAreTooYoungAreToldWithTheirTimes() {
    registry
        .publish("young", "0.9.0", p -> p.publishedAt(Instant.parse("2020-01-01T00:00:00Z")))
        .publish("young", "1.0.0", p -> p.publishedAt(Instant.parse("2026-01-02T00:00:00Z")))
        .publish("young", "1.1.0", p -> p.publishedAt(Instant.parse("2999-01-01T00:00:00Z")));
    project.packageJson(p -> p.dependency("young", "^1.0.0"));

    assertThat(said("install", "--before=2025-01-01"))
        .isEqualTo(
            """
            jpm error code ETARGET
            jpm error notarget No matching version found for young@^1.0.0 with a date before 2025-01-01T00:00:00Z
            jpm error notarget   young@"^1.0.0" from the root project
            jpm error notarget Younger than that and left out: 1.1.0, 1.0.0; the first that fits, 1.0.0, is of 2026-01-02T00:00:00.000Z
            jpm error notarget Change before or min-release-age, or let this package pass: --min-release-age-exclude=young
            """);
  }

  @Test
  void aPackageForAnotherPlatformIsToldWithWhoAsksForIt() {
    registry
        .publish("elsewhere", "1.0.0", p -> p.os("plan9"))
        .publish("wants", "1.0.0", p -> p.dependency("elsewhere", "*"));
    project.packageJson(p -> p.dependency("wants", "1"));

    assertThat(said("install", "--os=linux", "--cpu=x64", "--libc=glibc"))
        .isEqualTo(
            """
            jpm error code EBADPLATFORM
            jpm error notsup Unsupported platform for elsewhere@1.0.0: wanted os plan9 (current: os linux, cpu x64, libc glibc)
            jpm error notsup   elsewhere@"*" from wants@1.0.0
            jpm error notsup     wants@"1" from the root project
            jpm error notsup Who asks for it can make it an optional dependency; --force installs it all the same
            """);
  }

  @Test
  void aPackageForAnotherNodeJsIsToldWithWhoAsksForIt() {
    registry
        .publish("old", "1.0.0", p -> p.engines("node", "^0.10").engines("npm", "1"))
        .publish("wants", "1.0.0", p -> p.dependency("old", "*"));
    project.packageJson(p -> p.dependency("wants", "1"));

    assertThat(
            said("install", "--engine-strict").replaceAll("this is node .* and", "this is N and"))
        .matches(
            """
            jpm error code EBADENGINE
            jpm error engine Unsupported engine: old@1.0.0 wants node \\^0.10 and npm 1, this is N and npm \\S+
            jpm error engine   old@"\\*" from wants@1.0.0
            jpm error engine     wants@"1" from the root project
            jpm error engine Use a Node.js that it takes, ask for another version of it, or leave out engine-strict
            """);
  }

  @Test
  void peersThatContradictEachOtherAreToldWithVersionsThatGoTogether() {
    registry
        .publish("react", "16.14.0")
        .publish("react", "17.0.0")
        .publish("react", "18.0.0")
        .publish("b", "1.0.0", p -> p.peer("react", "^16.0.0"))
        .publish("b", "2.0.0", p -> p.peer("react", "^16.0.0 || ^17.0.0"))
        .publish("b", "3.0.0", p -> p.peer("react", "^18.0.0"));
    project.packageJson(p -> p.dependency("react", "^17.0.0").dependency("b", "1.0.0"));

    assertThat(said("install"))
        .isEqualTo(
            """
            jpm error code ERESOLVE
            jpm error ERESOLVE b@1.0.0 asks for react@"^16.0.0" and would get react@17.0.0
            jpm error ERESOLVE
            jpm error ERESOLVE While resolving: project@1.0.0
            jpm error ERESOLVE Found: react@17.0.0
            jpm error ERESOLVE node_modules/react
            jpm error ERESOLVE   react@"^17.0.0" from the root project
            jpm error ERESOLVE
            jpm error ERESOLVE Could not resolve dependency:
            jpm error ERESOLVE peer react@"^16.0.0" from b@1.0.0
            jpm error ERESOLVE node_modules/b
            jpm error ERESOLVE   b@"1.0.0" from the root project
            jpm error ERESOLVE What would do: b@2.0.0 takes react@17.0.0
            jpm error ERESOLVE Change one of the two, or go on with a tree that may be broken: --force, or --legacy-peer-deps to leave peers out
            """);
    assertThat(jpm.run(project, "install", "--json").failed(1).stdout())
        .contains("\"unmet\": {")
        .contains("\"whileResolving\": \"project@1.0.0\"");
  }

  @Test
  void anOverrideAgainstTheProjectItselfIsToldWithBothSpecs() {
    project.packageJson(p -> p.dependency("x", "^8.0.0").field("overrides", "{\"x\": \"1.0.0\"}"));

    assertThat(said("install"))
        .isEqualTo(
            """
            jpm error code EOVERRIDE
            jpm error Override for x@^8.0.0 conflicts with direct dependency
            jpm error overrides of package.json says x@"1.0.0", and the project itself asks for x@"^8.0.0": make both the same, or write "$x" in overrides
            """);
  }

  @Test
  void anOverrideThatRefersToNothingSaysToWhat() {
    project.packageJson(p -> p.dependency("deep", "*").field("overrides", "{\"x\": \"$missing\"}"));

    assertThat(said("install"))
        .isEqualTo(
            """
            jpm error code EOVERRIDE
            jpm error Unable to resolve reference $missing
            jpm error overrides of package.json refers to $missing, and the project has no dependency of that name: add it, or write the version itself
            """);
  }

  private String said(String... command) {
    return jpm.run(project, command).failed(1).stderr().replace(registry.url(), "REGISTRY/");
  }
}
