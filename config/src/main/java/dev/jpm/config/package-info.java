/**
 * The option table and its layers: flags, environment, .npmrc files, defaults; registries and
 * credentials by scope and path.
 */
@NullMarked
package dev.jpm.config;

import org.jspecify.annotations.NullMarked;
