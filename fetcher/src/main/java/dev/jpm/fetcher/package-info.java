/**
 * The registry client: HTTP, credentials, retries, revalidation, tarball streams with integrity,
 * safe extraction.
 */
@NullMarked
package dev.jpm.fetcher;

import org.jspecify.annotations.NullMarked;
