/** Sigstore's services in this process: an authority, a log, and who trusts them. Tests only. */
@NullMarked
package dev.jpm.registrymock.sigstore;

import org.jspecify.annotations.NullMarked;
