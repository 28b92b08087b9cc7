/** Provides the Node.js runtime and runs scripts and bins on it. */
@NullMarked
package dev.jpm.runtime;

import org.jspecify.annotations.NullMarked;
