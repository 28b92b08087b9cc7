/** What keeps the storage small and whole. */
@NullMarked
package dev.jpm.mirror.upkeep;

import org.jspecify.annotations.NullMarked;
