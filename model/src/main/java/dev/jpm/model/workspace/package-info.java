/** The packages of one project: who depends on whom, and which of them a call is about. Pure. */
@NullMarked
package dev.jpm.model.workspace;

import org.jspecify.annotations.NullMarked;
