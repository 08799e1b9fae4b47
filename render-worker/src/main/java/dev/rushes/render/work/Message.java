package dev.rushes.render.work;

import dev.rushes.common.job.QueueDefinition;
import dev.rushes.render.queue.Delivery;

/** A message that was understood: what it asks for, how it came, and its stay with this worker. */
record Message(Ask ask, Delivery delivery, Flight flight) {

    /** Whether the queue would take it away, should it have to be received once more. */
    boolean isOnItsLastReceive() {
        return delivery.receiveCount() >= QueueDefinition.MAX_RECEIVES;
    }
}
