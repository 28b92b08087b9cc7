/** Other registries: what they have, kept for when they are slow or gone. */
@NullMarked
package dev.jpm.mirror.upstream;

import org.jspecify.annotations.NullMarked;
