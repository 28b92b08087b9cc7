/** Tests of errors. */
@NullMarked
package dev.jpm.model.error;

import org.jspecify.annotations.NullMarked;
