/** Commands that look at installed packages and change nothing: how they read and draw trees. */
@NullMarked
package dev.jpm.cli.tree;

import org.jspecify.annotations.NullMarked;
