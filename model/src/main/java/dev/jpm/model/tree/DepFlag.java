package dev.jpm.model.tree;

/**
 * Why a node is only conditionally in the tree, as npm computes and writes it. EXTRANEOUS: no edge
 * reaches it. DEV, OPTIONAL, PEER: reached only through such edges. DEV_OPTIONAL: reached through
 * dev edges and through optional ones, but through nothing else. What no edge reaches has the
 * others too, as nothing disproves them, so that it is left out with any of them.
 */
public enum DepFlag {
  DEV,
  OPTIONAL,
  DEV_OPTIONAL,
  PEER,
  EXTRANEOUS
}
