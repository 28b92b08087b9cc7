/** Runs package managers and takes their time, processor time and memory. */
@NullMarked
package dev.jpm.bench.install;

import org.jspecify.annotations.NullMarked;
