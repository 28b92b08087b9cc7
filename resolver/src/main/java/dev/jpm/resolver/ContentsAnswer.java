package dev.jpm.resolver;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Node;
import java.util.List;

/** What looking into a package's tarball can end in. */
public sealed interface ContentsAnswer {
  /**
   * What came along.
   *
   * @param bundled the packages of its inner node_modules, at locations relative to the package
   *     ({@code node_modules/a}), holders before what they hold
   * @param shrinkwrapped the entries of its npm-shrinkwrap.json, at such locations too
   */
  record Found(List<Node> bundled, List<Node> shrinkwrapped) implements ContentsAnswer {
    public Found {
      bundled = List.copyOf(bundled);
      shrinkwrapped = List.copyOf(shrinkwrapped);
    }
  }

  record Failed(JpmException error) implements ContentsAnswer {}
}
