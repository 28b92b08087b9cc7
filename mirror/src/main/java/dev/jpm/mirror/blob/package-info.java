/** Bytes by their digest: tarballs and documents. */
@NullMarked
package dev.jpm.mirror.blob;

import org.jspecify.annotations.NullMarked;
