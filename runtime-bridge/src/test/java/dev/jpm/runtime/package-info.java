/** Tests of the runtime and of scripts, with real processes where processes are the matter. */
@NullMarked
package dev.jpm.runtime;

import org.jspecify.annotations.NullMarked;
