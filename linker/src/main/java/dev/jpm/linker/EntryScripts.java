package dev.jpm.linker;

import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The install scripts of packages in the virtual store, which run once per machine. */
public interface EntryScripts {
  /** For trees of which nothing has to be made. */
  EntryScripts NONE =
      new EntryScripts() {
        @Override
        public boolean mayRun(PackageNode node) {
          return false;
        }

        @Override
        public String builtOn() {
          return "";
        }

        @Override
        public Set<Location> run(Map<Location, Path> folders) {
          return Set.of();
        }
      };

  /** Whether the scripts of {@code node} may run. */
  boolean mayRun(PackageNode node);

  /** What the outcome of scripts depends on: the platform and the runtime. */
  String builtOn();

  /**
   * Runs what these packages bring.
   *
   * @param folders where each lies meanwhile
   * @return places of optional packages whose scripts failed and of all that only they need
   */
  Set<Location> run(Map<Location, Path> folders);
}
