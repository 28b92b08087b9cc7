/** Measures jpm beside its peers: one command, from recording to table. */
@NullMarked
package dev.jpm.bench;

import org.jspecify.annotations.NullMarked;
