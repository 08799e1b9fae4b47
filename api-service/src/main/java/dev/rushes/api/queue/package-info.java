/** The queues: sending after the commit, the sweep for what was not sent, and what they hold. */
@NullMarked
package dev.rushes.api.queue;

import org.jspecify.annotations.NullMarked;
