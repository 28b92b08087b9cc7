/** Tests. */
@NullMarked
package dev.jpm.bench.registry;

import org.jspecify.annotations.NullMarked;
