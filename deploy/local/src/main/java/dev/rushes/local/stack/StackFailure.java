package dev.rushes.local.stack;

import java.io.Serial;

/** The stack cannot run; the message says why and what to do, and is meant for the person at the terminal. */
public final class StackFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** A failure told by {@code message}. */
    public StackFailure(String message) {
        super(message);
    }
}
