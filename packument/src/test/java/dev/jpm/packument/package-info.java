/** Tests of how documents are read. */
@NullMarked
package dev.jpm.packument;

import org.jspecify.annotations.NullMarked;
