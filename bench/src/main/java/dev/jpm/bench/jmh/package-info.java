/** Benchmarks of the hot pure parts. */
@NullMarked
package dev.jpm.bench.jmh;

import org.jspecify.annotations.NullMarked;
