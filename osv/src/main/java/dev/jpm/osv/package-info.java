/**
 * Advisories without a network: an OSV database, imported once into SQLite and asked from then on.
 */
@NullMarked
package dev.jpm.osv;

import org.jspecify.annotations.NullMarked;
