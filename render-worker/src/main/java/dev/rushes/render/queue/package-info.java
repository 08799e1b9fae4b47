/** The worker's two queues and their dead-letter queues; the only package that imports SQS. */
@NullMarked
package dev.rushes.render.queue;

import org.jspecify.annotations.NullMarked;
