/** What was asked for: the kinds of specs that npm understands. */
@NullMarked
package dev.jpm.model.spec;

import org.jspecify.annotations.NullMarked;
