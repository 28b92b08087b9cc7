/** The dependency tree as locations and nodes, and the difference between two trees. */
@NullMarked
package dev.jpm.model.tree;

import org.jspecify.annotations.NullMarked;
