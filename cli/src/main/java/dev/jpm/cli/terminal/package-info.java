/** What people see: lines and colors, the live progress line, errors. */
@NullMarked
package dev.jpm.cli.terminal;

import org.jspecify.annotations.NullMarked;
