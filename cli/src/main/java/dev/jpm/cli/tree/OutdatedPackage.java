package dev.jpm.cli.tree;

import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;

/**
 * A dependency that could be newer.
 *
 * @param path of the package on disk; empty where it is missing, as are current and location
 * @param type the section of package.json
 * @param dependent the folder name of the depender
 * @param workspace name and version of the depender where it is a workspace; else empty
 */
public record OutdatedPackage(
    String name,
    String path,
    String location,
    String type,
    String current,
    String wanted,
    String latest,
    String dependent,
    String dependedByLocation,
    String workspace,
    String homepage) {

  /** What is told about one dependency. */
  public static OutdatedPackage of(
      InstalledTree tree,
      GraphEdge edge,
      String name,
      String current,
      String wanted,
      String latest,
      String homepage) {
    GraphNode node = edge.to();
    GraphNode depender = edge.depender();
    return new OutdatedPackage(
        name,
        node == null ? "" : tree.folder(node).toString(),
        node == null ? "" : node.path(),
        section(edge.type()),
        current,
        wanted,
        latest,
        tree.global() && depender.isProjectRoot() ? "global" : depender.name(),
        depender.path(),
        depender.isWorkspace() ? PackageId.of(depender) : "",
        homepage);
  }

  private static String section(EdgeType type) {
    return switch (type) {
      case OPTIONAL, PEER_OPTIONAL -> "optionalDependencies";
      case PEER -> "peerDependencies";
      case DEV -> "devDependencies";
      case PROD, WORKSPACE -> "dependencies";
    };
  }
}
