/** Tests of settings against what npm's own readers answered. */
@NullMarked
package dev.jpm.config;

import org.jspecify.annotations.NullMarked;
