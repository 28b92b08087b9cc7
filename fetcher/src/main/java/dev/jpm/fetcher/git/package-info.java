/** Packages in git repositories: which commit is meant, and bringing its files here. */
@NullMarked
package dev.jpm.fetcher.git;

import org.jspecify.annotations.NullMarked;
