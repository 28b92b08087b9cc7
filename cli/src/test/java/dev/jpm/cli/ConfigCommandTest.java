package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
  private Call call;

  @BeforeEach
  void makeCall(@TempDir Path root) {
    call = new Call(root.toAbsolutePath());
  }

  @Test
  void setChangesTheUsersFileAndKeepsTheRestOfIt() throws IOException {
    call.file("home/.npmrc", "; keep me\nfund=true\n");

    Answer answer =
        call.run("config", "set", "fund=false", "//r.example/:_authToken", "hush", "tag=next");

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).isEmpty();
    assertThat(call.read("home/.npmrc"))
        .isEqualTo("; keep me\nfund=false\n//r.example/:_authToken=hush\ntag=next\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(call.home().resolve(".npmrc"))))
        .isEqualTo("rw-------");
  }

  @Test
  void locationChoosesTheFile() {
    call.file("project/package.json", "{}");

    call.run("set", "tag=p", "--location=project");
    call.run("set", "tag=g", "-g");

    assertThat(call.read("project/.npmrc")).isEqualTo("tag=p\n");
    assertThat(call.read("global/etc/npmrc")).isEqualTo("tag=g\n");
  }

  @Test
  void anEmptyValueOrDeleteTakesTheKeyAwayAndAnEmptyFileGoes() {
    call.file("home/.npmrc", "tag=x\nfund=false\n");

    call.run("config", "set", "tag=");
    assertThat(call.read("home/.npmrc")).isEqualTo("fund=false\n");
    call.run("config", "delete", "fund");
    assertThat(call.home().resolve(".npmrc")).doesNotExist();
  }

  @Test
  void unknownOldAndUnfitValuesAreRefused() {
    assertThat(call.run("config", "set", "nonsense=1").err())
        .contains("`nonsense` is not a valid npm option");
    assertThat(call.run("config", "set", "production=true").err())
        .contains("The `production` option is deprecated")
        .contains("Old form of omit=dev");
    assertThat(call.run("config", "set", "loglevel=loud").err())
        .contains("loglevel=\"loud\" cannot be set. Must be one of: silent");
    assertThat(call.home().resolve(".npmrc")).doesNotExist();
  }

  @Test
  void getPrintsValuesAndProtectsSecrets() {
    call.file("home/.npmrc", "tag=x\n//r.example/:_password=aHVzaA==\n");

    assertThat(call.run("config", "get", "tag").out()).isEqualTo("x\n");
    assertThat(call.run("get", "tag", "nope", "omit").out())
        .isEqualTo("tag=x\nnope=undefined\nomit=\n");
    Answer secret = call.run("get", "//r.example/:_password");
    assertThat(secret.exitCode()).isEqualTo(1);
    assertThat(secret.err()).contains("is protected").doesNotContain("aHVz");
  }

  @Test
  void listShowsLayersAndWhatOverridesThem() {
    call.file("project/package.json", "{\"publishConfig\": {\"tag\": \"beta\"}}")
        .file("project/.npmrc", "tag=p\n")
        .file("home/.npmrc", "tag=u\nregistry=http://u:pw@r.example/\n")
        .env("HTTPS_PROXY", "http://me:pw@proxy.example");

    assertThat(call.run("config", "list", "--fund=false").out())
        .isEqualTo(
            """
            ; "user" config from <root>/home/.npmrc

            registry = "http://***@r.example/"
            ; tag = "u" ; overridden by project

            ; "project" config from <root>/project/.npmrc

            tag = "p"

            ; "cli" config from command line options

            fund = false

            ; environment-related config

            ; HTTPS_PROXY = "http://***@proxy.example"

            ; jpm local prefix = <root>/project
            ; jpm version = %s
            ; cwd = <root>/project
            ; HOME = <root>/home
            ; Run `jpm config ls -l` to show all defaults.

            ; "publishConfig" from <root>/project/package.json
            ; This set of config values will be used at publish-time.

            tag = "beta"
            """
                .formatted(Release.version()));
    assertThat(call.run("config", "ls", "-l").out()).contains("; tag = \"latest\" ; overridden by");
    assertThat(call.run("config", "ls", "--json").out())
        .contains("\"tag\": \"p\"")
        .doesNotContain("r.example");
  }

  @Test
  void fixNamesTheRegistryThatCredentialsAreFor() {
    call.file("home/.npmrc", "registry=http://r.example/npm/\n_authToken=${TOKEN}\n_authtoken=x\n");

    assertThat(call.run("config", "fix").out())
        .isEqualTo(
            """
            The following configuration problems have been repaired:

            - `_authtoken` deleted from user config
            ~ `_authToken` renamed to `//r.example/npm/:_authToken` in user config
            """);
    assertThat(call.read("home/.npmrc"))
        .isEqualTo("registry=http://r.example/npm/\n//r.example/npm/:_authToken=${TOKEN}\n");
    assertThat(call.run("config", "fix").out()).isEmpty();
  }

  @Test
  void editOpensTheFileWithAllSettingsAsComments() {
    Answer answer = call.run("config", "edit", "--editor=true");

    assertThat(answer.exitCode()).isZero();
    assertThat(call.read("home/.npmrc").lines())
        .allMatch(line -> line.isEmpty() || line.startsWith(";"))
        .contains("; save-prefix=^");
    assertThat(call.run("config", "edit", "--editor=no-such-editor-here").err())
        .contains("Cannot start the editor no-such-editor-here");
  }

  @Test
  void aFileThatCannotBeWrittenLeavesTheOldOne() {
    call.file("home/.npmrc/folder/x", "");

    Answer answer = call.run("config", "set", "tag=x");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err()).contains("<root>/home/.npmrc");
  }
}
