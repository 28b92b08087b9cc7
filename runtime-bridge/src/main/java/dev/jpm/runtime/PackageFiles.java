package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What running install scripts must know of installed packages beyond the tree. */
public interface PackageFiles {
  /** The package's folder, absolute. */
  Path folder(Location location);

  /** Whether the package's folder holds a file {@code binding.gyp}. */
  boolean hasBindingGyp(Location location);

  /** What is in that file; null where there is none or it cannot be read. */
  byte @Nullable [] bindingGyp(Location location);

  /** The package.json in the package's folder; null where there is none or it cannot be read. */
  @Nullable Manifest manifest(Location location);
}
