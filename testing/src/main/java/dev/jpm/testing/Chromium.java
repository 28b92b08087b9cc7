package dev.jpm.testing;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A headless browser with a profile of its own, spoken to by its DevTools protocol. */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--disable-sync",
          "--disable-background-networking",
          "--disable-component-update",
          "--no-first-run",
          "--no-proxy-server",
          "--remote-debugging-port=0");

  private final SpawnedCommand browser;
  private final DevTools devTools;

  private Chromium(SpawnedCommand browser, DevTools devTools) {
    this.browser = browser;
    this.devTools = devTools;
  }

  /** Where the machine has one, seen from this process's PATH. */
  public static Optional<Path> onThisMachine() {
    List<String> folders =
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts {@code executable} with an empty profile in {@code profile}. */
  public static Chromium start(Path executable, Path profile) throws InterruptedException {
    Path home = TempProject.in(profile).folder();
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + home);
    Map<String, String> environment = Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin");
    SpawnedCommand browser = SpawnedCommand.start(home, environment, command);
    try {
      String address = browser.awaitErrorOutput("DevTools listening on (ws://\\S+)").group(1);
      return new Chromium(browser, DevTools.connect(URI.create(address)));
    } catch (AssertionError e) {
      browser.close();
      throw e;
    }
  }

  /** A new page that goes to {@code address}. */
  public ChromiumPage open(String address) {
    return ChromiumPage.open(devTools, address);
  }

  @Override
  public void close() {
    devTools.close();
    browser.close();
  }
}
