/** The analysis queue: the only SQS imports of this service. */
@NullMarked
package dev.rushes.storage.queue;

import org.jspecify.annotations.NullMarked;
