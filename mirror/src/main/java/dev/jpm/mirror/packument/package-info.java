/** Packuments read and written as streams, in the forms that clients ask for. */
@NullMarked
package dev.jpm.mirror.packument;

import org.jspecify.annotations.NullMarked;
