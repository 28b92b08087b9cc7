/**
 * A small shell for scripts on machines that have none: {@link ShellParser} reads a text, {@link
 * ShellRun} does what it says. What it does not know is an error that names it.
 */
@NullMarked
package dev.jpm.runtime.shell;

import org.jspecify.annotations.NullMarked;
