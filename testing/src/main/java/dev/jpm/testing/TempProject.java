package dev.jpm.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A project in a folder of its own, to be written, run in and looked at. */
public final class TempProject {
  private final Path folder;

  private TempProject(Path folder) {
    this.folder = folder;
  }

  /** A project in {@code folder}, which is made if it is missing; nothing is written yet. */
  public static TempProject in(Path folder) {
    try {
      return new TempProject(Files.createDirectories(folder).toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  public Path path(String relative) {
    return folder.resolve(relative);
  }

  /** Writes package.json: name {@code project}, version 1.0.0, and what {@code details} adds. */
  public TempProject packageJson(Consumer<PackageJson> details) {
    PackageJson json = new PackageJson("project", "1.0.0");
    details.accept(json);
    return file("package.json", json.text());
  }

  /** Writes the package.json of a workspace or linked package in {@code at}. */
  public TempProject packageJson(
      String at, String name, String version, Consumer<PackageJson> details) {
    PackageJson json = new PackageJson(name, version);
    details.accept(json);
    return file(at + "/package.json", json.text());
  }

  /** Writes {@code .npmrc}, one setting a line. */
  public TempProject npmrc(String... lines) {
    return file(".npmrc", String.join("\n", lines) + "\n");
  }

  /** Writes a file as it stands, with the folders above it. */
  public TempProject file(String relative, String text) {
    Path file = path(relative);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public String read(String relative) {
    try {
      return Files.readString(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether something has that name, be it a link that points nowhere. */
  public boolean has(String relative) {
    return Files.exists(path(relative), LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes a file, a link, or a folder with all in it; nothing there is fine. */
  public TempProject remove(String relative) {
    Folders.remove(path(relative));
    return this;
  }

  /** Everything below the project, or below one folder of it. */
  public TreeListing tree(String relative) {
    return TreeListing.of(path(relative));
  }
}
