/** The server underneath: sockets, threads, the access log. */
@NullMarked
package dev.jpm.mirror.server;

import org.jspecify.annotations.NullMarked;
