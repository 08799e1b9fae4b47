/** What becomes of work that a worker holds for a while: claims, heartbeats, faults. Jobs and analyses share it. */
@NullMarked
package dev.rushes.common.lease;

import org.jspecify.annotations.NullMarked;
