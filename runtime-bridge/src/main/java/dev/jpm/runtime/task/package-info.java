/**
 * Several scripts in one call: which, in which order, how many at a time. Knows neither terminal
 * nor settings.
 */
@NullMarked
package dev.jpm.runtime.task;

import org.jspecify.annotations.NullMarked;
