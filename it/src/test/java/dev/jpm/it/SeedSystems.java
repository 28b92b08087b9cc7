package dev.jpm.it;

import dev.jpm.testing.Chromium;
import dev.jpm.testing.ChromiumPage;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of sample projects share, so that Node.js is fetched once, each project is
 * installed once, and one browser serves all: a user who has no Node.js and no npm, with packages
 * from the registry that is configured by default.
 */
final class SeedSystems implements AutoCloseable {
  private final Path folder;
  private final Map<String, TempProject> installed = new HashMap<>();
  private final boolean outOfReach;
  private @Nullable Chromium browser;

  SeedSystems() throws InterruptedException {
    this.outOfReach = PublicRegistry.isOutOfReach();
    try {
      this.folder = Files.createTempDirectory("jpm-seeds").toRealPath();
      Path commands = Files.createDirectories(folder.resolve("bin"));
      Files.createSymbolicLink(commands.resolve("sh"), Path.of("/bin/sh"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing can be installed here; it has been said then. */
  boolean areOutOfReach() {
    return outOfReach;
  }

  /** Whether this machine has no browser; says so in a plain line then. */
  boolean haveNoBrowser() {
    if (Chromium.onThisMachine().isPresent()) {
      return false;
    }
    System.out.println("NOT TESTED: no Chromium on PATH (scripts/get-chromium brings it)");
    return true;
  }

  /** The user's jpm; on its PATH is a shell and nothing else. */
  Jpm jpm() {
    return Jpm.withDefaults(folder.resolve("home")).set("PATH", folder.resolve("bin").toString());
  }

  /** A fresh copy of a sample project. */
  TempProject copy(String fixture) {
    try {
      Path copy = Files.createTempDirectory(folder, "copy").resolve(fixture);
      Folders.copySources(Folders.fixture(fixture), copy);
      return TempProject.in(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sample project as its lockfile has it; the same one for all who ask. */
  TempProject installed(String fixture) {
    return installed.computeIfAbsent(
        fixture,
        name -> {
          TempProject project = copy(name);
          jpm().run(project, "ci").succeeded();
          return project;
        });
  }

  /** Runs jpm to its end, in a process of its own. */
  CommandResult run(TempProject project, String... arguments) throws InterruptedException {
    try (SpawnedCommand command = jpm().spawn(project, arguments)) {
      return command.await();
    }
  }

  /** A page of the one browser. */
  ChromiumPage open(String address) throws InterruptedException {
    Chromium running = browser;
    if (running == null) {
      Optional<Path> executable = Chromium.onThisMachine();
      running = Chromium.start(executable.orElseThrow(), folder.resolve("profile"));
      browser = running;
    }
    return running.open(address);
  }

  @Override
  public void close() {
    if (browser != null) {
      browser.close();
    }
    Folders.remove(folder);
  }
}
