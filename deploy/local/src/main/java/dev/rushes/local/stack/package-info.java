/** Runs the whole of Rushes on one machine: the stand-ins, then the three services, each a process that is kept alive. */
@NullMarked
package dev.rushes.local.stack;

import org.jspecify.annotations.NullMarked;
