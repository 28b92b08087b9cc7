@NullMarked
package dev.jpm.runtime.task;

import org.jspecify.annotations.NullMarked;
