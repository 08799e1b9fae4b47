package dev.rushes.local.demo;

import java.io.Serial;

/** A step of the workflow did not give what it should; the message says which and what came instead. */
public final class WorkflowFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public WorkflowFailure(String message) {
        super(message);
    }
}
