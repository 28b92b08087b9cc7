/** The one exception people see, its codes and the redaction of secrets. */
@NullMarked
package dev.jpm.model.error;

import org.jspecify.annotations.NullMarked;
