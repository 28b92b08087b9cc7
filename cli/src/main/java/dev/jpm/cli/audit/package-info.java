/** The commands that audit: what they take, what they show, how they end. */
@NullMarked
package dev.jpm.cli.audit;

import org.jspecify.annotations.NullMarked;
