/** Render jobs: their states, messages and queues. */
@NullMarked
package dev.rushes.common.job;

import org.jspecify.annotations.NullMarked;
