package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.tree.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link PackageFiles} that looks into the folders of a project. */
public final class FolderFiles implements PackageFiles {
  private final Function<Location, Path> folders;

  /**
   * @param folders where each place of the tree lies, absolute
   */
  public FolderFiles(Function<Location, Path> folders) {
    this.folders = folders;
  }

  /** Those of a project whose root lies in {@code project}. */
  public static FolderFiles of(Path project) {
    return new FolderFiles(location -> project.resolve(location.value()).normalize());
  }

  @Override
  public Path folder(Location location) {
    return folders.apply(location);
  }

  @Override
  public boolean hasBindingGyp(Location location) {
    return Files.isRegularFile(folder(location).resolve("binding.gyp"));
  }

  @Override
  public byte @Nullable [] bindingGyp(Location location) {
    try {
      return hasBindingGyp(location)
          ? Files.readAllBytes(folder(location).resolve("binding.gyp"))
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public @Nullable Manifest manifest(Location location) {
    Path file = folder(location).resolve("package.json");
    try {
      return new Manifest(JsonText.parseObject(Files.readAllBytes(file), "package.json"));
    } catch (IOException | JpmException e) {
      return null;
    }
  }
}
