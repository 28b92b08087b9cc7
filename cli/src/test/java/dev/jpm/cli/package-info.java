/** Tests of whole calls, run inside the test. */
@NullMarked
package dev.jpm.cli;

import org.jspecify.annotations.NullMarked;
