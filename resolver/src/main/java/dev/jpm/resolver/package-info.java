/**
 * From what is wanted to the ideal tree: version picking, placement, peers, overrides,
 * explanations.
 */
@NullMarked
package dev.jpm.resolver;

import org.jspecify.annotations.NullMarked;
