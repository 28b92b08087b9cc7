/** Versions and ranges with node-semver's answers. */
@NullMarked
package dev.jpm.model.semver;

import org.jspecify.annotations.NullMarked;
