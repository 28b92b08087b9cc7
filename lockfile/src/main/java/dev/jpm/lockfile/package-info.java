/** Codecs for package-lock.json, the hidden lockfile and package.json edits. */
@NullMarked
package dev.jpm.lockfile;

import org.jspecify.annotations.NullMarked;
