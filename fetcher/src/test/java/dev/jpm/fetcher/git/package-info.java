@NullMarked
package dev.jpm.fetcher.git;

import org.jspecify.annotations.NullMarked;
