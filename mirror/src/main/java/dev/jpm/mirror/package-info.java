/** The private registry. */
@NullMarked
package dev.jpm.mirror;

import org.jspecify.annotations.NullMarked;
