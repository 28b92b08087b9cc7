/** What {@code jpm view} shows of a registry's document. */
@NullMarked
package dev.jpm.cli.view;

import org.jspecify.annotations.NullMarked;
