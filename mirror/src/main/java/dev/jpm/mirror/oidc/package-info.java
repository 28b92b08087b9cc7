/** OpenID Connect: what issuers say of those who show their tokens, and logins at a provider. */
@NullMarked
package dev.jpm.mirror.oidc;

import org.jspecify.annotations.NullMarked;
