package dev.jpm.runtime;

import dev.jpm.model.Integrity;
import dev.jpm.model.PackageName;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings packages that hold a Node.js; whoever wires the install implements it. Blocking. */
public interface RuntimePackages {
  /**
   * The folder of the unpacked package, fetched first where it is not on this machine yet, with
   * progress told to the reporter. The folder is used where it lies and never written to.
   *
   * @param integrity what the tarball must match; null where the registry's own word counts
   * @throws dev.jpm.model.error.JpmException where it cannot be had
   */
  Path folderOf(PackageName name, String version, @Nullable Integrity integrity);

  /**
   * The published versions of a package, in any order; empty where the package does not exist.
   *
   * @throws dev.jpm.model.error.JpmException where the registry cannot say
   */
  List<String> versionsOf(PackageName name);
}
