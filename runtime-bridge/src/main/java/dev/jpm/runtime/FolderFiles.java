package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@link PackageFiles} that looks into the folders of a project. */
public final class FolderFiles implements PackageFiles {
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
      return JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object
          ? new Manifest(object)
          : null;
    } catch (IOException | JacksonException e) {
      return null;
    }
  }
}
