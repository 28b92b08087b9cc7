/**
 * What Sigstore bundles prove, found out on this machine alone: with the trust root that comes
 * along, or one that is given.
 */
@NullMarked
package dev.jpm.sigstore;

import org.jspecify.annotations.NullMarked;
