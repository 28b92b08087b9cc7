package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DefaultsTest {
  private static final Path GLOBAL = Path.of("/global");

  private static Settings unset(Map<String, String> env, boolean windows) {
    return new SettingsBuilder(new Host(env, Tables.HOME, Tables.CWD, GLOBAL, windows)).settings();
  }

  @Test
  void windowsHasItsOwnFoldersAndPrograms() {
    Settings settings =
        unset(
            Map.of(
                "LOCALAPPDATA", "/data/local",
                "XDG_CACHE_HOME", "/xdg",
                "SYSTEMROOT", "C:\\Windows",
                "ComSpec", "C:\\Windows\\System32\\cmd.exe",
                "SHELL", "/bin/zsh",
                "LANG", "en_US.UTF-8",
                "DESTDIR", "/stage"),
            true);

    assertThat(settings.text("cache")).isEqualTo("/data/local/jpm-cache");
    assertThat(settings.text("prefix")).isEqualTo("/global");
    assertThat(settings.text("editor")).isEqualTo("C:\\Windows\\notepad.exe");
    assertThat(settings.text("shell")).isEqualTo("C:\\Windows\\System32\\cmd.exe");
    assertThat(settings.text("viewer")).isEqualTo("browser");
    assertThat(settings.flag("unicode")).isFalse();
    assertThat(settings.host().resolve("~\\cache")).isEqualTo(Tables.HOME.resolve("cache"));
  }

  @Test
  void otherSystemsHaveTheirs() {
    Settings settings =
        unset(
            Map.of(
                "LOCALAPPDATA", "/data/local",
                "XDG_CACHE_HOME", "/xdg",
                "SHELL", "/bin/zsh",
                "LANG", "en_US.UTF-8",
                "DESTDIR", "/stage"),
            false);

    assertThat(settings.text("cache")).isEqualTo("/xdg/jpm");
    assertThat(settings.text("prefix")).isEqualTo("/stage/global");
    assertThat(settings.text("editor")).isEqualTo("vi");
    assertThat(settings.text("shell")).isEqualTo("/bin/zsh");
    assertThat(settings.text("viewer")).isEqualTo("man");
    assertThat(settings.flag("unicode")).isTrue();
    assertThat(settings.host().resolve("~\\cache")).isEqualTo(Tables.CWD.resolve("~\\cache"));
  }

  @Test
  void withoutVariablesTheCacheIsInTheHome() {
    assertThat(unset(Map.of(), true).text("cache")).isEqualTo("/home/me/.cache/jpm");
    assertThat(unset(Map.of(), true).text("shell")).isEqualTo("cmd");
    assertThat(unset(Map.of("XDG_CACHE_HOME", "relative"), false).text("cache"))
        .isEqualTo("/home/me/.cache/jpm");
  }
}
