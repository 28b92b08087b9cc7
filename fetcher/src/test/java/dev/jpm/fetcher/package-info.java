/** Tests of the registry client. */
@NullMarked
package dev.jpm.fetcher;

import org.jspecify.annotations.NullMarked;
