/** A large database of advisories and a project to ask it about, for measurements. */
@NullMarked
package dev.jpm.bench.osv;

import org.jspecify.annotations.NullMarked;
