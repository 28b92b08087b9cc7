/**
 * Registries' documents about packages, read in one pass into one compact array of bytes that is
 * kept, shown to the resolver and passed on.
 */
@NullMarked
package dev.jpm.packument;

import org.jspecify.annotations.NullMarked;
