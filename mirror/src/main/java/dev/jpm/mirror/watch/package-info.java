/** What is told of calls when they are over: logs and figures. */
@NullMarked
package dev.jpm.mirror.watch;

import org.jspecify.annotations.NullMarked;
