/** The driver: the phases of an install in order, ports wired to adapters. */
@NullMarked
package dev.jpm.install;

import org.jspecify.annotations.NullMarked;
