/** Which entries of the virtual store a tree consists of, and what they are called. Pure. */
@NullMarked
package dev.jpm.linker.virtual;

import org.jspecify.annotations.NullMarked;
