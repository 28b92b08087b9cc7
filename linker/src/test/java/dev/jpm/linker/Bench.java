package dev.jpm.linker;

import dev.jpm.model.Manifest;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Tree;
import dev.jpm.testing.TreeListing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A project folder that trees are installed into. */
final class Bench {
  final Layout layout;
  final Shelf shelf;
  Reify.Options options = Reify.Options.defaults();
  Reporter reporter = Reporter.silent();
  Manifest root = Shelf.manifest("{\"name\":\"project\"}");

  Bench(Path folder) {
    this.layout = Layout.of(folder.resolve("project"));
    this.shelf = new Shelf(folder.resolve("shelf"));
  }

  Tree tree(Node... nodes) {
    List<Node> all = new ArrayList<>();
    all.add(
        new Node.PackageNode(
            dev.jpm.model.tree.Location.ROOT, root, null, null, java.util.Set.of(), false, false));
    all.addAll(List.of(nodes));
    return Tree.of(all);
  }

  ActualTree load() {
    return ActualTree.load(layout, root, null);
  }

  Diff diff(ActualTree actual, Tree ideal) {
    return Diff.between(
        actual.tree(),
        ideal,
        Diff.Options.DEFAULT.withBinsInPlace(Reify.binsInPlace(layout, ideal)));
  }

  Reify reify(Tree ideal, Disk.Watch watch) {
    ActualTree actual = load();
    return new Reify(
        layout, actual, diff(actual, ideal), shelf, options, reporter, new Disk(watch));
  }

  Reify reify(Tree ideal) {
    return reify(ideal, (operation, path) -> {});
  }

  /** One that takes nothing over of what is there. */
  Reify fresh(Tree ideal, Disk.Watch watch) {
    ActualTree nothing = new ActualTree(tree(), false, null);
    Reify.Options cleared = options.withCleared(List.of(layout.nodeModules()));
    return new Reify(
        layout, nothing, diff(nothing, ideal), shelf, cleared, reporter, new Disk(watch));
  }

  /** A whole install, as the driver does it. */
  Diff.Counts install(Tree ideal, Disk.Watch watch) {
    Reify.recover(layout);
    ActualTree actual = load();
    Diff diff = diff(actual, ideal);
    Reify reify = new Reify(layout, actual, diff, shelf, options, reporter, new Disk(watch));
    reify.link();
    reify.linkBins();
    reify.commit();
    return diff.counts();
  }

  Diff.Counts install(Tree ideal) {
    return install(ideal, (operation, path) -> {});
  }

  TreeListing listing() {
    return TreeListing.of(layout.nodeModules());
  }
}
