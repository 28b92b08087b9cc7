/** Published advisories and the packages of a tree that they make vulnerable, as npm tells them. */
@NullMarked
package dev.jpm.audit.advisory;

import org.jspecify.annotations.NullMarked;
