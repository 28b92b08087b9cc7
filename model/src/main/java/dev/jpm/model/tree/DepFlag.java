package dev.jpm.model.tree;

/**
 * Why a node is only conditionally in the tree, as npm computes and writes it. EXTRANEOUS: no edge
 * reaches it. DEV, OPTIONAL, PEER: reached only through such edges. DEV_OPTIONAL: reached through
 * dev edges and through optional ones, but through nothing else.
 */
public enum DepFlag {
  DEV,
  OPTIONAL,
  DEV_OPTIONAL,
  PEER,
  EXTRANEOUS
}
