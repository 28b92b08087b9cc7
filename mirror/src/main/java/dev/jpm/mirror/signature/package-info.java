/** Signs what is published here, with keys of the mirror; knows nothing of requests. */
@NullMarked
package dev.jpm.mirror.signature;

import org.jspecify.annotations.NullMarked;
