/** What a lockfile brings against another one: pure, what a registry knows comes through a port. */
@NullMarked
package dev.jpm.audit.change;

import org.jspecify.annotations.NullMarked;
