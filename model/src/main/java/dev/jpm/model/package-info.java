/**
 * What npm talks about: package names, manifests, packuments, integrity, platforms. No files,
 * sockets, clock or environment.
 */
@NullMarked
package dev.jpm.model;

import org.jspecify.annotations.NullMarked;
