/** Who is calling, and what they may do. */
@NullMarked
package dev.jpm.mirror.access;

import org.jspecify.annotations.NullMarked;
