/** Tests of what people see. */
@NullMarked
package dev.jpm.cli.terminal;

import org.jspecify.annotations.NullMarked;
