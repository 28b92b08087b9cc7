/** Whether registries signed what is installed, as npm asks. */
@NullMarked
package dev.jpm.audit.signature;

import org.jspecify.annotations.NullMarked;
