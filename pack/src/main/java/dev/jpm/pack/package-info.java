/** Which files of a folder a package consists of, and writing them as npm's tarball. */
@NullMarked
package dev.jpm.pack;

import org.jspecify.annotations.NullMarked;
