/** The rules for lockfiles: what can be seen in one without asking anybody. */
@NullMarked
package dev.jpm.audit.lock;

import org.jspecify.annotations.NullMarked;
