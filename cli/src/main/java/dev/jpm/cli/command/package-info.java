/** One class for each command of the command line. */
@NullMarked
package dev.jpm.cli.command;

import org.jspecify.annotations.NullMarked;
