/**
 * The mutable tree that resolution works on: nodes, edges that know where they resolve to and
 * whether that satisfies them, and the sets of nodes that decisions are made about.
 */
@NullMarked
package dev.jpm.resolver.graph;

import org.jspecify.annotations.NullMarked;
