/** What every kind of audit speaks of. */
@NullMarked
package dev.jpm.audit;

import org.jspecify.annotations.NullMarked;
