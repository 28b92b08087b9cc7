/** What a registry says of the versions that a lockfile holds. The answers come through a port. */
@NullMarked
package dev.jpm.audit.registry;

import org.jspecify.annotations.NullMarked;
