/** The commands that change or run a project, over the install driver and the script runner. */
@NullMarked
package dev.jpm.cli.work;

import org.jspecify.annotations.NullMarked;
