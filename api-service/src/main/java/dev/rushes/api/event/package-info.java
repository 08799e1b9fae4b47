/** Tells watchers of a job about every change of it, as server-sent events. */
@NullMarked
package dev.rushes.api.event;

import org.jspecify.annotations.NullMarked;
