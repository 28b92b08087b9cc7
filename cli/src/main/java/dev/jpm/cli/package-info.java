/** Commands, terminal rendering, exit codes; the only user of the console and the environment. */
@NullMarked
package dev.jpm.cli;

import org.jspecify.annotations.NullMarked;
