/** Whose a package is: the mirror's own, or an upstream's; never both. */
@NullMarked
package dev.jpm.mirror.home;

import org.jspecify.annotations.NullMarked;
