/** Licences as packages name them: SPDX expressions. Knows nothing of who may use which. */
@NullMarked
package dev.jpm.audit.licence;

import org.jspecify.annotations.NullMarked;
