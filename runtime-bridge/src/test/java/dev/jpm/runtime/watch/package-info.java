@NullMarked
package dev.jpm.runtime.watch;

import org.jspecify.annotations.NullMarked;
