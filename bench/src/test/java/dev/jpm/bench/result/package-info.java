/** Tests. */
@NullMarked
package dev.jpm.bench.result;

import org.jspecify.annotations.NullMarked;
