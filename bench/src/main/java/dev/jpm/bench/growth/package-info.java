/** Registries of any size, generated, to see how cost grows with the number of packages. */
@NullMarked
package dev.jpm.bench.growth;

import org.jspecify.annotations.NullMarked;
