package dev.jpm.linker;

import dev.jpm.fs.FileErrors;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is on disk.
 *
 * @param tree every package and link in the node_modules folders of the project and its workspaces.
 *     Nodes that npm could not make sense of (files, folders without a package.json) have an empty
 *     manifest. After a scan no flags are known
 * @param trusted whether the hidden lockfile could be believed, so that nothing was scanned
 * @param hiddenLockfile the text of the hidden lockfile where it was believed, else null
 */
public record ActualTree(Tree tree, boolean trusted, @Nullable String hiddenLockfile) {

  /**
   * Reads the tree of a project. The hidden lockfile is believed where nothing in node_modules is
   * newer and all of it and nothing else is there (npm's rule); else every package.json is read. In
   * an isolated layout what it says of itself is believed, as far as it is there. Run {@link
   * Reify#recover} before.
   *
   * @param root the project's own manifest
   * @param locked the tree of the project's lockfile, where there is one: scanned packages of the
   *     same version at the same place take their source and integrity from it
   */
  public static ActualTree load(Layout layout, Manifest root, @Nullable Tree locked) {
    if (!Files.isDirectory(layout.nodeModules(), LinkOption.NOFOLLOW_LINKS)) {
      return new ActualTree(new DiskScan(layout, root, locked).withoutNodeModules(), false, null);
    }
    LinkedListing linked = LinkedListing.read(layout);
    Tree stored = linked == null ? null : parse(layout, linked.lockfile(), root);
    if (linked != null && stored != null) {
      Tree tree = new LinkedTree(layout, linked, stored).present();
      return new ActualTree(tree, true, linked.lockfile());
    }
    if (!layout.global() && !Files.exists(Journal.fileOf(layout))) {
      String text = hiddenLockfile(layout);
      Tree listed = text == null ? null : parse(layout, text, root);
      if (text != null && listed != null && new HiddenLockfileTrust(layout).holds(listed)) {
        return new ActualTree(listed, true, text);
      }
    }
    return new ActualTree(new DiskScan(layout, root, locked).scan(), false, null);
  }

  /** Reads the tree from disk, whatever the hidden lockfile says. */
  public static ActualTree scan(Layout layout, Manifest root, @Nullable Tree locked) {
    LinkedListing linked = LinkedListing.read(layout);
    Tree stored = linked == null ? null : parse(layout, linked.lockfile(), root);
    if (linked != null && stored != null) {
      return new ActualTree(new LinkedTree(layout, linked, stored).read(), false, null);
    }
    return scanFolders(layout, root, locked);
  }

  /** The same, without regard to what an isolated layout says of itself: links to packages. */
  public static ActualTree scanFolders(Layout layout, Manifest root, @Nullable Tree locked) {
    return new ActualTree(new DiskScan(layout, root, locked).scan(), false, null);
  }

  /**
   * Whether the hidden lockfile lists exactly {@code result}, so that writing it again would change
   * nothing but its style. Much cheaper than writing it to see.
   */
  boolean isListedAs(Tree result) {
    String text = hiddenLockfile;
    if (text == null || tree.nodes().size() != result.nodes().size()) {
      return false;
    }
    for (Node node : result.nodes().values()) {
      if (!node.location().isRoot() && !node.equals(tree.at(node.location()))) {
        return false;
      }
    }
    String head = text.substring(0, Math.max(0, text.indexOf("\"packages\"")));
    Manifest root = result.root().manifest();
    return names(head, root.name()) && names(head, root.version());
  }

  private static boolean names(String head, @Nullable String value) {
    return value == null || head.contains("\"" + value + "\"");
  }

  private static @Nullable String hiddenLockfile(Layout layout) {
    try {
      return Files.readString(layout.hiddenLockfile());
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    } catch (IOException e) {
      throw FileErrors.of(e, "read", layout.hiddenLockfile());
    }
  }

  private static @Nullable Tree parse(Layout layout, String text, Manifest root) {
    try {
      return PackageLock.read(text, ".package-lock.json")
          .tree(root, target -> Optional.ofNullable(FolderManifest.read(layout.folder(target))));
    } catch (JpmException e) {
      // A damaged hidden lockfile is no lockfile.
      return null;
    }
  }
}
